"""Keep portraits current."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.models import Complainant
from outbox.live import announce
from outbox.services import publish
from profiling.domain.portrait import Face, portray
from profiling.facts import PortraitRefreshed
from profiling.history import histories
from profiling.models import Portrait
from profiling.segments import segments

FACE = tuple(field.name for field in fields(Face))
PERSON = ("kind", "birth_year", "customer_level", "customer_since")


@transaction.atomic
def refresh_portraits(
    complainant_ids: Iterable[int],
    *,
    matters: Iterable[tuple[int, int]] = (),
    now: datetime | None = None,
) -> set[int]:
    """Draw these portraits anew from current rows; returns the complainants whose portrait changed.

    `matters` are (complainant, complaint) pairs about which `PortraitRefreshed` is published,
    changed or not: whoever waits for a portrait may then look. What has not changed is not saved,
    so a second run leaves no trace.
    """
    now = now or timezone.now()
    people = _locked(complainant_ids)
    known = Portrait.objects.in_bulk([person.pk for person in people])
    changed = []
    for pk, history in histories(people, now) if people else ():
        portrait = _redrawn(known.get(pk), pk, portray(history, segments(), now), now)
        if portrait:
            changed.append(portrait)
    _save(changed)
    publish(*(PortraitRefreshed(*pair) for pair in sorted(set(matters))))
    announce("portraits", [portrait.pk for portrait in changed])
    return {portrait.pk for portrait in changed}


@transaction.atomic
def refresh_after_change(matters: Iterable[tuple[int, int]]) -> None:
    """A complaint moved: draw again, and tell only if that changed the portrait."""
    pairs = set(matters)
    changed = refresh_portraits({complainant for complainant, _ in pairs})
    publish(*(PortraitRefreshed(*pair) for pair in sorted(pairs) if pair[0] in changed))


@transaction.atomic
def refresh_stale(now: datetime, *, limit: int = 300) -> int:
    """Draw again what only time has changed: a caller went quiet.

    Returns how many portraits were drawn; what is drawn is no longer stale.
    """
    stale = set(Portrait.objects.gone_quiet(now).values_list("pk", flat=True)[:limit])
    if stale:
        refresh_portraits(stale, now=now)
    return len(stale)


def _locked(complainant_ids: Iterable[int]) -> list[Complainant]:
    """One worker at a time per complainant, always in the same order; intake is not held up."""
    return list(
        Complainant.objects.filter(pk__in=set(complainant_ids))
        .only(*PERSON)
        .order_by("pk")
        .select_for_update(no_key=True)
    )


def _redrawn(old: Portrait | None, pk: int, face: Face, now: datetime) -> Portrait | None:
    """The portrait to save; None when nothing changed."""
    values = {name: getattr(face, name) for name in FACE}
    if old and all(getattr(old, name) == value for name, value in values.items()):
        return None
    version = old.version + 1 if old else 1
    return Portrait(complainant_id=pk, **values, version=version, refreshed_at=now)


def _save(portraits: list[Portrait]) -> None:
    Portrait.objects.bulk_create(
        portraits,
        update_conflicts=True,
        unique_fields=["complainant"],
        update_fields=[*FACE, "version", "refreshed_at"],
        batch_size=500,
    )

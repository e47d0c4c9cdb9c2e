"""What happened to one complaint, from all apps, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.models import User
from alerts.models import Alert
from complaints.domain.masking import mask_text
from complaints.models import Complaint
from complaints.models.complaint import STATUS_LABELS
from sentiment.models import Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; `system` ones are nobody's doing."""

    at: datetime
    icon: str
    title: str
    meta: str = ""
    text: str = ""
    tier: int | None = None
    reading: Reading | None = None
    system: bool = True


def timeline(complaint: Complaint, user: User) -> list[Entry]:
    """Contacts, status changes, promises and alerts of a complaint the user may see."""
    entries = [
        *_contacts(complaint),
        *_changes(complaint),
        *_promises(complaint),
        *_alerts(complaint, user),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _contacts(complaint: Complaint) -> Iterator[Entry]:
    rows = complaint.contacts.select_related("channel", "author", "reading").order_by(
        "-occurred_at"
    )
    for contact in rows[:100]:
        ours = contact.direction == "out"
        yield Entry(
            contact.occurred_at,
            "arrow-up-right" if ours else "message-2",
            _("Answer by %(channel)s") % {"channel": contact.channel.name}
            if ours
            else contact.channel.name,
            meta=str(contact.author or ""),
            text=_short(mask_text(contact.text)),
            reading=None if ours else getattr(contact, "reading", None),
            system=False,
        )


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:159] + "…"


def _changes(complaint: Complaint) -> Iterator[Entry]:
    """Every old row of the history, compared with the one that followed."""
    history = apps.get_model("complaints", "ComplaintHistory")
    rows = list(
        history.objects.filter(pgh_obj=complaint.pk)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=_people(rows, complaint))}
    for before, after in pairwise([*rows, complaint]):
        by = names.get(_doer(before), "")
        for words in _differences(before, after, names):
            yield Entry(before.pgh_created_at, "arrow-right", words, meta=by, system=not by)


def _people(rows: list[Any], complaint: Complaint) -> set[int]:
    owners = {row.owner_id for row in [*rows, complaint] if row.owner_id}
    return owners | {_doer(row) for row in rows}


def _doer(row: Any) -> int:
    """Who made this change, as the request told the history; 0 for nobody."""
    return (row.pgh_context.metadata or {}).get("user") or 0 if row.pgh_context else 0


def _differences(before: Any, after: Any, names: dict[int, str]) -> Iterator[str]:
    if before.status != after.status:
        yield str(STATUS_LABELS[after.status])
    if before.owner_id != after.owner_id:
        yield _("Owner: %(name)s") % {"name": names.get(after.owner_id or 0, "—")}
    if before.category_id != after.category_id:
        yield _("Category: %(code)s") % {"code": after.category.name if after.category else "—"}


def _promises(complaint: Complaint) -> Iterator[Entry]:
    for promise in complaint.promises.select_related("made_by"):
        words = _("Promised: %(what)s") % {"what": promise.what}
        yield Entry(
            promise.created_at, "clock", words, meta=str(promise.made_by or ""), system=False
        )
        if promise.kept_at:
            yield Entry(promise.kept_at, "circle-check", _("Promise kept"))


def _alerts(complaint: Complaint, user: User) -> Iterator[Entry]:
    seen = Alert.objects.visible_to(user).filter(complaint=complaint)
    for alert in seen.select_related("rule", "acknowledged_by", "closed_by"):
        words = _("Alert %(rule)s") % {"rule": f"{alert.rule_id} {alert.rule.name}"}
        yield Entry(alert.raised_at, "bell-ringing", words, meta=alert.title, tier=alert.severity)
        if alert.acknowledged_at:
            by = str(alert.acknowledged_by or "")
            yield Entry(
                alert.acknowledged_at, "check", _("Alert acknowledged"), meta=by, system=False
            )
        if alert.closed_at:
            by = f"{alert.closed_by or ''} {alert.get_outcome_display()}"
            yield Entry(alert.closed_at, "circle-check", _("Alert closed"), meta=by, system=False)

"""Which version reads: a person compares, tries in the shadow, switches and goes back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from outbox.live import announce
from sentiment import engine  # loaded when first used: see the package
from sentiment.models import EngineSwitch, EngineVersion, ShadowTally
from sentiment.services.engines import delivered, model_of

PATIENCE = timedelta(seconds=30)
LIVE = "language"  # the topic open pages listen to


class VersionError(ValueError):
    """This version can't be put to that use now: a stable code."""


@transaction.atomic
def base_version() -> EngineVersion:
    """The row of the delivered model; active while no other version is."""
    base = EngineVersion.objects.filter(kind=EngineVersion.BASE).first()
    if base is None:
        others = EngineVersion.objects.filter(status=EngineVersion.ACTIVE).exists()
        status = EngineVersion.RETIRED if others else EngineVersion.ACTIVE
        base, _ = EngineVersion.objects.get_or_create(
            name="base",
            defaults={"kind": EngineVersion.BASE, "base": delivered(), "status": status},
        )
    if base.base != delivered():  # a new one was delivered
        base.base = delivered()
        base.save(update_fields=["base"])
    return base


def waiting_version(by: User | None) -> EngineVersion:
    """A row for a version that is about to be trained; the number counts upwards for ever."""
    last = EngineVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return EngineVersion.objects.create(
        name=f"a{last + 1}", kind=EngineVersion.ADAPTED, base=delivered(), made_by=by
    )


def untrained() -> list[int]:
    """Versions that wait for longer than a message takes."""
    before = timezone.now() - PATIENCE
    rows = EngineVersion.objects.filter(status=EngineVersion.WAITING, made_at__lt=before)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def activate(version_id: int, *, by: User) -> EngineVersion:
    """Put a version in force; every process follows with its next batch, without a restart.

    Raises VersionError: not_ready (it was not trained to the end), other_model (it was learnt over
    another delivered model), active; ModelError when its layer is damaged.
    """
    base_version()
    rows = {row.pk: row for row in EngineVersion.objects.select_for_update().order_by("pk")}
    version = rows[version_id]
    before = next(row for row in rows.values() if row.status == EngineVersion.ACTIVE)
    if before.pk == version.pk:
        raise VersionError("active")
    _check_usable(version)
    for row, status in ((before, EngineVersion.RETIRED), (version, EngineVersion.ACTIVE)):
        row.status = status
        row.save(update_fields=["status"])
    EngineSwitch.objects.create(before=before, after=version, by=by)
    announce(LIVE, [version.pk])
    return version


def roll_back(*, by: User) -> EngineVersion:
    """Back to the version that was active before; raises VersionError (no_way_back) without one."""
    last = EngineSwitch.objects.order_by("-pk").first()
    if last is None:
        raise VersionError("no_way_back")
    return activate(last.before_id, by=by)


@transaction.atomic
def start_shadow(version_id: int) -> EngineVersion:
    """New contacts are read by this version too, one version at a time; its count begins anew.

    Raises VersionError as `activate`.
    """
    rows = {row.pk: row for row in EngineVersion.objects.select_for_update().order_by("pk")}
    version = rows[version_id]
    if version.status == EngineVersion.ACTIVE:
        raise VersionError("active")
    _check_usable(version)
    stop_shadow()
    version.tallies.all().delete()
    version.samples.all().delete()
    version.status = EngineVersion.SHADOW
    version.save(update_fields=["status"])
    announce(LIVE, [version.pk])
    return version


@transaction.atomic
def stop_shadow() -> None:
    """Whoever reads in the shadow is a candidate again; its counts stay."""
    reading = EngineVersion.objects.filter(status=EngineVersion.SHADOW)
    announce(LIVE, list(reading.values_list("pk", flat=True)))
    reading.update(status=EngineVersion.CANDIDATE)


def _check_usable(version: EngineVersion) -> None:
    if version.kind == EngineVersion.BASE:
        return
    if version.status in (EngineVersion.WAITING, EngineVersion.FAILED) or not version.data:
        raise VersionError("not_ready")
    if version.base != delivered():
        raise VersionError("other_model")
    model_of(version.pk)


def usable(version: EngineVersion) -> bool:
    """Whether it may be switched to."""
    try:
        _check_usable(version)
    except (VersionError, engine.ModelError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class ShadowFigures:
    """What a version in the shadow would have said otherwise."""

    texts: int
    differ: int
    fields: list[tuple[str, int]]

    @property
    def share(self) -> float:
        return self.differ / self.texts if self.texts else 0.0


def shadow_figures(version: EngineVersion) -> ShadowFigures | None:
    """Counts of the latest run in the shadow; None if it never ran."""
    rows = ShadowTally.objects.filter(version=version)
    sums = rows.aggregate(texts=Sum("texts"), differ=Sum("differ"))
    if sums["texts"] is None:
        return None
    fields: Counter[str] = Counter()
    for each in rows.exclude(fields={}).values_list("fields", flat=True):
        fields.update(each)
    return ShadowFigures(sums["texts"], sums["differ"], fields.most_common())


def versions() -> Sequence[EngineVersion]:
    """All versions, the newest first; the delivered one last."""
    base = base_version()
    rows = EngineVersion.objects.exclude(pk=base.pk).select_related("made_by")
    return [*rows.newest(), base]

"""Tell the next on the ladder, as long as nobody acknowledges."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Role, User
from alerts.domain.ladder import Leader, check_ladder, level, recipients
from alerts.models import Alert, Notice
from alerts.services.channels import channels
from alerts.services.timing import next_step
from outbox.live import announce

LEADING = (Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)


@transaction.atomic
def climb_ladders(
    *, now: datetime | None = None, only: Iterable[int] | None = None, limit: int = 200
) -> int:
    """Take the due step of waiting alerts, at most `limit`, or of all these; returns how many.

    The gravest come first: after a flood nobody's life waits behind a thousand words. Rows that
    another worker climbs at this moment are left to it.
    """
    now = now or timezone.now()
    due = Alert.objects.step_due(now)
    if only is not None:
        wanted = list(only)
        due, limit = due.filter(pk__in=wanted), len(wanted)
    alerts = list(
        due.select_for_update(of=("self",), skip_locked=True)
        .select_related("rule", "department")
        .order_by("-severity", "next_step_at")[:limit]
    )
    if alerts:
        _climb(alerts, now)
    return len(alerts)


def _climb(alerts: Sequence[Alert], now: datetime) -> None:
    leaders, people = _leaders()
    notices = [notice for alert in alerts for notice in _notices(alert, leaders, people, now)]
    for alert in alerts:
        alert.step += 1
        alert.next_step_at = _not_before(next_step(alert), now)
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    Alert.objects.bulk_update(alerts, ["step", "next_step_at"])
    announce("alerts", [alert.pk for alert in alerts[-1:]])


def _not_before(at: datetime | None, now: datetime) -> datetime | None:
    """A machine that slept tells each further step at once, but one after the other."""
    return max(at, now) if at else None


def _notices(
    alert: Alert, leaders: Sequence[Leader], people: dict[int, User], now: datetime
) -> list[Notice]:
    steps = check_ladder(alert.rule.ladder)
    if alert.step >= len(steps):
        return []
    path = alert.department.path if alert.department else ""
    told = recipients(steps[alert.step].role, level(steps, alert.step), path, leaders)
    return [
        Notice(alert=alert, user=people[pk], channel=name, step=alert.step, due_at=now)
        for pk in told
        for name, channel in channels.items()
        if channel.wants(alert, people[pk])
    ]


def _leaders() -> tuple[list[Leader], dict[int, User]]:
    rows = User.objects.filter(is_active=True, role__in=LEADING).annotate(
        path=F("department__path")
    )
    people: dict[int, User] = {user.pk: user for user in rows}
    return [Leader(user.pk, user.role, user.path or "") for user in rows], people

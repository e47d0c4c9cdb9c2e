"""What people do with an alert: acknowledge it, take that back, judge and close it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from alerts.models import Alert
from alerts.services.alerts import next_step, tell

UNDO = timedelta(seconds=60)  # the page offers it for six; a slow network gets the rest


class AlertStateError(ValueError):
    """The alert is no longer as it was seen; `alert` says what became of it."""

    def __init__(self, alert: Alert) -> None:
        super().__init__(f"{alert.pk} is {alert.status}")
        self.alert = alert


@transaction.atomic
def acknowledge(alert_id: int, *, by: User) -> Alert:
    """Somebody looks into it: the ladder stops. Raises AlertStateError unless it waits."""
    alert = _locked(alert_id)
    if alert.status != Alert.OPEN:
        raise AlertStateError(alert)
    alert.status, alert.acknowledged_at, alert.acknowledged_by = (
        Alert.ACKNOWLEDGED,
        timezone.now(),
        by,
    )
    alert.next_step_at = None
    return _saved(alert, "status", "acknowledged_at", "acknowledged_by", "next_step_at")


@transaction.atomic
def unacknowledge(alert_id: int, *, by: User) -> Alert:
    """Take an acknowledgement back, shortly after giving it; the ladder goes on.

    Raises AlertStateError when it is not one's own, too old, or the alert was closed meanwhile.
    """
    alert = _locked(alert_id)
    own = alert.status == Alert.ACKNOWLEDGED and alert.acknowledged_by_id == by.pk
    if not own or not alert.acknowledged_at or timezone.now() - alert.acknowledged_at > UNDO:
        raise AlertStateError(alert)
    alert.status, alert.acknowledged_at, alert.acknowledged_by = Alert.OPEN, None, None
    alert.next_step_at = next_step(alert)
    return _saved(alert, "status", "acknowledged_at", "acknowledged_by", "next_step_at")


@transaction.atomic
def close(alert_id: int, *, by: User, outcome: str) -> Alert:
    """Judge an alert: real, false alarm or duplicate. Whoever closes has also acknowledged it.

    Raises AlertStateError when it is closed already, ValueError for another outcome.
    """
    if outcome not in dict(Alert.OUTCOMES):
        raise ValueError(f"{outcome} is no outcome")
    alert, now = _locked(alert_id), timezone.now()
    if alert.status == Alert.CLOSED:
        raise AlertStateError(alert)
    if alert.status == Alert.OPEN:
        alert.acknowledged_at, alert.acknowledged_by = now, by
    alert.status, alert.outcome, alert.closed_at, alert.closed_by = Alert.CLOSED, outcome, now, by
    alert.next_step_at = None
    return _saved(
        alert,
        "status", "outcome", "closed_at", "closed_by", "next_step_at",
        "acknowledged_at", "acknowledged_by",
    )  # fmt: skip


def _locked(alert_id: int) -> Alert:
    rows = Alert.objects.select_for_update(of=("self",))
    return rows.select_related("rule", "complaint", "acknowledged_by", "closed_by").get(pk=alert_id)


def _saved(alert: Alert, *fields: str) -> Alert:
    alert.version += 1
    alert.save(update_fields=[*fields, "version"])
    tell([alert])
    return alert

"""What people do with an alert: acknowledge it, take that back, judge and close it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from alerts.models import Alert
from alerts.models.alert import AlertQuerySet
from alerts.services.alerts import tell
from alerts.services.timing import next_step

ACKNOWLEDGING = ("status", "acknowledged_at", "acknowledged_by")
CLOSING = ("outcome", "closed_at", "closed_by")
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
    _take_along(alert, alert.members.waiting(), *ACKNOWLEDGING)
    return _saved(alert, *ACKNOWLEDGING, "next_step_at")


@transaction.atomic
def unacknowledge(alert_id: int, *, by: User) -> Alert:
    """Take an acknowledgement back, shortly after giving it; the ladder goes on.

    Raises AlertStateError when it is not one's own, too old, or the alert was closed meanwhile.
    """
    alert = _locked(alert_id)
    own = alert.status == Alert.ACKNOWLEDGED and alert.acknowledged_by_id == by.pk
    if not own or not alert.acknowledged_at or timezone.now() - alert.acknowledged_at > UNDO:
        raise AlertStateError(alert)
    same = alert.members.acknowledged().filter(acknowledged_at=alert.acknowledged_at)
    alert.status, alert.acknowledged_at, alert.acknowledged_by = Alert.OPEN, None, None
    alert.next_step_at = next_step(alert)
    _take_along(alert, same, *ACKNOWLEDGING)
    return _saved(alert, *ACKNOWLEDGING, "next_step_at")


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
    _take_along(alert, alert.members.live(), *ACKNOWLEDGING, *CLOSING)
    return _saved(alert, *ACKNOWLEDGING, *CLOSING, "next_step_at")


def _take_along(crowd: Alert, members: AlertQuerySet, *fields: str) -> None:
    """What is said of a collective alert is said of those it stands for."""
    if crowd.is_crowd:
        members.update(version=F("version") + 1, **{name: getattr(crowd, name) for name in fields})


def _locked(alert_id: int) -> Alert:
    """The members of a collective alert are locked before it, as by those who add to it."""
    members = Alert.objects.live().filter(group=alert_id).select_for_update(of=("self",))
    list(members.order_by("pk").values_list("pk", flat=True))
    rows = Alert.objects.select_for_update(of=("self",))
    return rows.select_related("rule", "complaint", "acknowledged_by", "closed_by").get(pk=alert_id)


def _saved(alert: Alert, *fields: str) -> Alert:
    alert.version += 1
    alert.save(update_fields=[*fields, "version"])
    tell([alert])
    return alert

"""How long an alert may wait, and when the next on the ladder hears of it."""

from datetime import datetime

from alerts.domain.ladder import ack_minutes, check_ladder, step_at
from alerts.models import Alert, AlertRule
from alerts.services.rulebook import rulebook


def minutes_for(rule: AlertRule, severity: int) -> int:
    """Within how many minutes an alert of this severity must be acknowledged."""
    return ack_minutes(rule.ack_minutes, severity, rulebook().ack_minutes)


def next_step(alert: Alert) -> datetime | None:
    """When the step after the present one is due; None at the top of the ladder."""
    share = minutes_for(alert.rule, alert.severity) / alert.rule.ack_minutes
    steps = check_ladder(alert.rule.ladder)
    return step_at(steps, alert.step, raised_at=alert.raised_at, share=share)

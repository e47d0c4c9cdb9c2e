from dataclasses import dataclass

from outbox.registry import Fact


@dataclass(frozen=True, slots=True)
class RiskChanged(Fact):
    """Score, tier, parts or their evidence differ from what they were."""

    complaint_id: int
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class AlertRaised(Fact):
    alert_id: int

"""How good the rules are: what people found real and what a false alarm."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.models import AlertRule

LOOKED_AT = timedelta(days=30)
TUNED_AFTER = timedelta(days=14)  # domain model 3.4: above 50 % false in 14 days asks for tuning
FEWEST = 4  # verdicts below which a share says nothing


@dataclass(frozen=True, slots=True)
class Precision:
    """Verdicts on one rule's alerts; `share` is real of judged, None while nobody judged."""

    code: str
    name: str
    real: int
    false: int
    tune: bool

    @property
    def share(self) -> float | None:
        judged = self.real + self.false
        return self.real / judged if judged else None


def precision_by_rule(now: datetime) -> list[Precision]:
    """The active rules with their verdicts of 30 days; `tune` looks at 14."""
    rules = AlertRule.objects.active()
    lately, judged = rules.verdicts(now - TUNED_AFTER), rules.verdicts(now - LOOKED_AT)
    return [
        Precision(rule.pk, rule.name, *judged[rule.pk], needs_tuning(*lately[rule.pk]))
        for rule in rules
        if rule.pk in lately and rule.pk in judged
    ]


def needs_tuning(real: int, false: int) -> bool:
    """More false alarms than real ones, with enough verdicts to say so."""
    return real + false >= FEWEST and false > real

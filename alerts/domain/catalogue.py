"""All kinds of conditions there are. Import rules from here, so that none is forgotten."""

from alerts.domain import conditions, phrases, surges
from alerts.domain.rules import Firing, Held, Rule, RuleError, build_rule, firings, kinds

__all__ = [
    "Firing",
    "Held",
    "Rule",
    "RuleError",
    "build_rule",
    "conditions",
    "firings",
    "kinds",
    "phrases",
    "surges",
]

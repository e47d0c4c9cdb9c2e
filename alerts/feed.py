"""The alert centre's list: which alerts are asked for, in which order, one page of them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from alerts.models import Alert, AlertRule
from alerts.models.alert import AlertQuerySet
from alerts.models.risk import TIERS

PER_PAGE = 25
CAP = 1000  # a list is counted and turned up to here
TABS = {
    "live": _("In hand"),
    "waiting": _("To be acknowledged"),
    "acked": _("Acknowledged"),
    "closed": _("Dealt with"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for; anything else than what we know is taken for not asked."""

    tab: str = "live"
    severity: int | None = None
    rule: str = ""

    @classmethod
    def read(cls, given: QueryDict, rules: set[str]) -> "Asked":
        tab, severity, rule = (given.get(name, "") for name in ("tab", "severity", "rule"))
        return cls(
            tab if tab in TABS else "live",
            int(severity) if severity in {str(number) for number, _ in TIERS} else None,
            rule if rule in rules else "",
        )

    def link(self, **changes: object) -> str:
        """The address of the same list with something else asked."""
        asked = {"tab": self.tab, "severity": self.severity, "rule": self.rule} | changes
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def matching(asked: Asked, user: User) -> AlertQuerySet:
    """The alerts this user may see, narrowed to what is asked."""
    alerts = Alert.objects.visible_to(user).for_list()
    if asked.severity:
        alerts = alerts.filter(severity=asked.severity)
    if asked.rule:
        alerts = alerts.filter(rule=asked.rule)
    if asked.tab == "closed":
        return alerts.newest_closed()
    narrowed = {"waiting": alerts.waiting, "acked": alerts.acknowledged}.get(asked.tab, alerts.live)
    return narrowed().by_urgency()


def page_of(asked: Asked, user: User, number: str | None) -> Page:
    """One page; a number that does not exist gives the nearest there is."""
    return Paginator(matching(asked, user)[:CAP], PER_PAGE).get_page(number)


def rules_in_force() -> list[AlertRule]:
    return list(AlertRule.objects.active())

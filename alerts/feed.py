"""The alert centre's list: which alerts are asked for, in which order, one page of them."""

import re
from dataclasses import asdict, dataclass
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
    group: int | None = None

    @classmethod
    def read(cls, given: QueryDict, rules: set[str]) -> "Asked":
        tab, severity, rule, group = (
            given.get(name, "") for name in ("tab", "severity", "rule", "group")
        )
        return cls(
            tab if tab in TABS else "live",
            int(severity) if severity in {str(number) for number, _ in TIERS} else None,
            rule if rule in rules else "",
            int(group) if re.fullmatch(r"[0-9]{1,18}", group) else None,
        )

    @property
    def everything(self) -> str:
        """Out of one collective alert, back to the list."""
        return self.link(group=None)

    def link(self, **changes: object) -> str:
        """The address of the same list with something else asked."""
        asked = asdict(self) | changes
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def matching(asked: Asked, user: User) -> AlertQuerySet:
    """The alerts this user may see, narrowed to what is asked."""
    alerts = Alert.objects.visible_to(user).for_list()
    alerts = alerts.filter(group=asked.group) if asked.group else alerts.apart_for(user)
    if asked.severity:
        alerts = alerts.filter(severity=asked.severity)
    if asked.rule:
        alerts = alerts.filter(rule=asked.rule)
    if asked.tab == "closed":
        return alerts.newest_closed()
    narrowed = {"waiting": alerts.waiting, "acked": alerts.acknowledged}.get(asked.tab, alerts.live)
    return narrowed().by_urgency()


def crowd_of(asked: Asked, user: User) -> Alert | None:
    """The collective alert whose members are asked for."""
    if not asked.group:
        return None
    return Alert.objects.visible_to(user).for_list().filter(pk=asked.group).first()


def page_of(asked: Asked, user: User, number: str | None) -> Page:
    """One page; a number that does not exist gives the nearest there is."""
    return Paginator(matching(asked, user)[:CAP], PER_PAGE).get_page(number)


def rules_in_force() -> list[AlertRule]:
    return list(AlertRule.objects.active())

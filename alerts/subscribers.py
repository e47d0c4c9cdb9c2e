"""Risk follows the portrait, rules follow the risk, people are told of alerts."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from alerts.facts import AlertRaised, RiskChanged
from alerts.services.ladders import climb_ladders
from alerts.services.risk import assess_risks
from alerts.services.rules import check_rules
from complaints.facts import ComplaintChanged
from outbox.registry import subscribe
from profiling.facts import PortraitRefreshed


@subscribe(PortraitRefreshed, name="alerts.assess", batch=300, title=_("judge the risk"))
def assess(facts: Sequence[PortraitRefreshed]) -> None:
    assess_risks(fact.complaint_id for fact in facts)


@subscribe(ComplaintChanged, name="alerts.reassess", batch=300, title=_("judge the risk again"))
def reassess(facts: Sequence[ComplaintChanged]) -> None:
    assess_risks(fact.complaint_id for fact in facts)


@subscribe(RiskChanged, name="alerts.rules", batch=300, title=_("ask the alert rules"))
def check(facts: Sequence[RiskChanged]) -> None:
    check_rules(fact.complaint_id for fact in facts)


@subscribe(
    AlertRaised, name="alerts.tell", queue="notify", batch=300, title=_("tell who must know")
)
def tell(facts: Sequence[AlertRaised]) -> None:
    climb_ladders(only=[fact.alert_id for fact in facts])

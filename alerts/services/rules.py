"""Ask the rules of the catalogue about complaints, and raise what fires."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from alerts.domain.catalogue import Firing, Held, Rule, firings
from alerts.domain.conditions import Case
from alerts.domain.tiers import Tier
from alerts.models import Alert, AlertRule, Risk
from alerts.services.alerts import Candidate, raise_alerts
from alerts.services.gathering import Gathered, for_gathering, gather
from complaints.models import Complaint

REGULATOR = "REGULATOR"
WEEK = timedelta(days=7)


@transaction.atomic
def check_rules(complaint_ids: Iterable[int], *, now: datetime | None = None) -> list[Alert]:
    """Raise alerts about these complaints; finished ones wake nobody any more.

    Returns the alerts that somebody must be told of.
    """
    now = now or timezone.now()
    complaints = [each for each in for_gathering(set(complaint_ids)) if each.is_open]
    gathered = gather(complaints, now)
    tiers = dict(Risk.objects.filter(pk__in=[c.pk for c in complaints]).values_list("pk", "tier"))
    transfers = _department_transfers(gathered, now)
    rules = active_rules()
    candidates = [
        candidate
        for each in gathered
        for candidate in _candidates(each, tiers.get(each.complaint.pk, 1), transfers, rules)
    ]
    return raise_alerts(candidates, now=now)


def active_rules() -> list[Rule]:
    """The catalogue in force, built. A stored rule was checked when it was saved."""
    return [row.as_rule() for row in AlertRule.objects.active()]


def evidence_of(held: Iterable[Held]) -> list[dict[str, Any]]:
    """The conditions that held, as an alert stores and shows them."""
    return [
        {
            "kind": one.kind,
            "seen": dict(one.seen),
            "times": one.times,
            "evidence": [cite.as_dict() for cite in one.cites],
        }
        for one in held
    ]


def _candidates(
    gathered: Gathered, tier: int, transfers: dict[int | None, int], rules: Sequence[Rule]
) -> list[Candidate]:
    complaint = gathered.complaint
    case = Case(gathered.facts, Tier(tier), transfers.get(complaint.department_id, 0))
    fired = firings(rules, case)
    loudest = max((firing.severity for firing in fired), default=Tier.NORMAL)
    last = [rule for rule in rules if rule.comes_last]
    fired += firings(last, replace(case, heard=loudest))
    return [_candidate(complaint, firing) for firing in fired]


def _candidate(complaint: Complaint, firing: Firing) -> Candidate:
    return Candidate(
        rule=firing.code,
        subject=f"complaint:{complaint.pk}",
        severity=int(firing.severity),
        title=complaint.title or complaint.reference,
        evidence=evidence_of(firing.held),
        hits=max(one.times for one in firing.held),
        complaint_id=complaint.pk,
        department_id=complaint.department_id,
    )


def _department_transfers(gathered: Sequence[Gathered], now: datetime) -> dict[int | None, int]:
    """Complaints that regulators handed to each department within a week, where it matters."""
    departments = {
        each.complaint.department_id
        for each in gathered
        if f"channel.{REGULATOR}" in each.facts.numbers and each.complaint.department_id
    }
    if not departments:
        return {}
    rows = Complaint.objects.received_between(now - WEEK, now).filter(
        department__in=departments, channel__group=REGULATOR
    )
    return dict(rows.values_list("department").annotate(Count("pk")))

"""Judge how dangerous complaints are, and keep the verdict with its reasons."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from alerts.domain.override import tier_in_force
from alerts.domain.score import Assessment, assess
from alerts.domain.tiers import Tier
from alerts.facts import RiskChanged
from alerts.models import Risk
from alerts.services.gathering import Gathered, for_gathering, gather
from alerts.services.rulebook import rulebook
from complaints.models import ClockProfile, Complaint
from complaints.services.clocks import start_clocks
from outbox.live import announce
from outbox.services import publish

JUDGED = (
    "score", "tier", "machine_tier", "parts", "sums", "floors", "category_id", "emotion",
    "intensity", "contacts", "rule_version", "override_tier", "override_reason", "override_by_id",
    "override_below",
)  # fmt: skip
WRITTEN = [*(name.removesuffix("_id") for name in JUDGED), "version", "assessed_at"]


@transaction.atomic
def assess_risks(complaint_ids: Iterable[int], *, now: datetime | None = None) -> list[Risk]:
    """Judge these complaints from current rows; returns the risks that differ from before.

    Tells the others only of those. A complaint that reaches crisis starts the limits of a crisis.
    Running it twice changes nothing; two at once on one complaint wait for each other.
    """
    now = now or timezone.now()
    complaints = _locked(complaint_ids)
    before = Risk.objects.in_bulk([complaint.pk for complaint in complaints])
    judged = [_judged(each, before.get(each.complaint.pk), now) for each in gather(complaints, now)]
    changed = [risk for risk in judged if _differs(risk, before.get(risk.pk))]
    _keep(changed, before, {complaint.pk: complaint for complaint in complaints}, now)
    return changed


def _locked(complaint_ids: Iterable[int]) -> list[Complaint]:
    """Whoever judges a complaint does it alone; contacts may still be added meanwhile."""
    rows = for_gathering(set(complaint_ids))
    return list(rows.select_for_update(of=("self",), no_key=True))


def _judged(gathered: Gathered, before: Risk | None, now: datetime) -> Risk:
    verdict = assess(gathered.facts, rulebook())
    last = gathered.last
    risk = Risk(
        complaint_id=gathered.complaint.pk,
        score=verdict.score,
        machine_tier=int(verdict.tier),
        parts=[part.as_dict() for part in verdict.parts],
        sums=dict(verdict.sums),
        floors=[floor.as_dict() for floor in verdict.floors],
        category_id=gathered.facts.category or None,
        emotion=last.emotion if last else "",
        intensity=last.intensity if last else None,
        contacts=gathered.contacts,
        rule_version=verdict.version,
        version=before.version + 1 if before else 1,
        assessed_at=now,
    )
    return _with_override(risk, before, verdict)


def _with_override(risk: Risk, before: Risk | None, verdict: Assessment) -> Risk:
    """A person's word stands until the rules say worse than what that person had before them."""
    said = Tier(before.override_tier) if before and before.override_tier else None
    limit = before.override_below if before else None
    tier = tier_in_force(verdict.tier, said, limit)
    risk.tier = int(tier)
    if before and said and tier is said:
        risk.override_tier, risk.override_below = before.override_tier, before.override_below
        risk.override_reason, risk.override_by_id = before.override_reason, before.override_by_id
    return risk


def _differs(risk: Risk, before: Risk | None) -> bool:
    return before is None or any(getattr(risk, n) != getattr(before, n) for n in JUDGED)


def _keep(
    risks: Sequence[Risk],
    before: dict[int, Risk],
    complaints: dict[int, Complaint],
    now: datetime,
) -> None:
    Risk.objects.bulk_create(
        risks, update_conflicts=True, unique_fields=["complaint"], update_fields=WRITTEN
    )
    tiers = {pk: risk.tier for pk, risk in before.items()}
    tell(risks, tiers)
    reached = [complaints[r.pk] for r in risks if is_new_crisis(r, tiers.get(r.pk))]
    start_crisis(reached, now)


def is_new_crisis(risk: Risk, before: int | None) -> bool:
    return risk.tier == Tier.CRISIS and before != Tier.CRISIS


def start_crisis(complaints: Iterable[Complaint], now: datetime) -> None:
    """Start the limits that begin with a crisis (document 003: answered within an hour)."""
    running = [complaint for complaint in complaints if complaint.is_open]
    start_clocks(running, event=ClockProfile.CRISIS, at=now)


def tell(risks: Sequence[Risk], before: dict[int, int]) -> None:
    """Publish what changed and refresh the pages that show it."""
    publish(*(RiskChanged(risk.pk, before.get(risk.pk), risk.tier) for risk in risks))
    announce("risk", [risk.pk for risk in risks])

"""A person sets the tier. Lowering needs a reason; lowering 高风险 or 危机 a second person."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from alerts.domain.override import OverrideError, check_override, needs_second_person
from alerts.domain.tiers import Tier
from alerts.models import Risk, TierRequest
from alerts.services.risk import is_new_crisis, start_crisis, tell
from complaints.models import Complaint
from outbox.live import announce


@transaction.atomic
def override_tier(complaint_id: int, *, tier: Tier, reason: str, by: User) -> Risk | TierRequest:
    """Set the tier, or ask for it where a second person must agree: then the request comes back.

    Raises OverrideError: not_allowed (agents judge nobody's risk), same_tier, reason_missing,
    already_asked; Risk.DoesNotExist for a complaint that was never judged.
    """
    if not by.leads:
        raise OverrideError("not_allowed")
    risk = _locked(complaint_id)
    check_override(Tier(risk.tier), tier, reason)
    if needs_second_person(Tier(risk.tier), tier):
        return _ask(risk, tier, reason, by)
    return _set(risk, tier, reason, by, timezone.now())


@transaction.atomic
def decide_request(request_id: int, *, agree: bool, by: User) -> TierRequest:
    """The second person's answer. Raises OverrideError: not_allowed, same_person, decided.

    Who asked may take the request back, that is refuse it, but not agree to it.
    """
    if not by.leads:
        raise OverrideError("not_allowed")
    request = TierRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    if request.decided_at is not None:
        raise OverrideError("decided")
    if agree and request.asked_by_id == by.pk:
        raise OverrideError("same_person")
    now = timezone.now()
    request.decided_by, request.decided_at, request.agreed = by, now, agree
    request.save(update_fields=["decided_by", "decided_at", "agreed"])
    if agree:
        risk = _locked(request.complaint_id)
        _set(risk, Tier(request.tier), request.reason, request.asked_by, now)
    announce("risk", [request.complaint_id])
    return request


def _locked(complaint_id: int) -> Risk:
    """In the order in which `assess_risks` locks: the complaint, then its risk."""
    Complaint.objects.select_for_update(of=("self",), no_key=True).get(pk=complaint_id)
    return Risk.objects.select_for_update(of=("self",)).get(pk=complaint_id)


def _ask(risk: Risk, tier: Tier, reason: str, by: User) -> TierRequest:
    try:
        with transaction.atomic():
            request = TierRequest.objects.create(
                complaint_id=risk.pk,
                before=risk.tier,
                tier=int(tier),
                reason=reason.strip(),
                asked_by=by,
                asked_at=timezone.now(),
            )
    except IntegrityError as error:
        raise OverrideError("already_asked") from error
    announce("risk", [risk.pk], version=risk.version)
    return request


def _set(risk: Risk, tier: Tier, reason: str, by: User, now: datetime) -> Risk:
    before = {risk.pk: risk.tier}
    same = tier == risk.machine_tier
    risk.tier = int(tier)
    risk.override_tier = None if same else int(tier)
    risk.override_reason = "" if same else reason.strip()
    risk.override_by = None if same else by
    risk.override_below = None if same else risk.machine_tier + 1
    risk.version += 1
    risk.save(
        update_fields=[
            "tier", "override_tier", "override_reason", "override_by", "override_below", "version",
        ]
    )  # fmt: skip
    tell([risk], before)
    if is_new_crisis(risk, before[risk.pk]):
        start_crisis([Complaint.objects.get(pk=risk.pk)], now)
    return risk

"""The assist beside the registration form."""

from decimal import Decimal, InvalidOperation

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from accounts.access import UserRequest
from alerts.domain.tiers import Tier
from complaints.forms import IntakeForm
from complaints.forms.intake import CORRECTABLE, caller_of, person_of
from complaints.services import recognise
from complaints.services.deadlines import limits_ahead
from complaints.views.intake import PAGE, intake_context
from insights.assist import assist as read_typed
from insights.fills import fills
from insights.marks import marks, told
from insights.risk_preview import verdict
from insights.typed import Typed

ANSWER = "complaints/assist/answer.html"


@require_POST
@login_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def assist(request: UserRequest) -> HttpResponse:
    """Read what is typed; the whole page for a browser without scripts."""
    typed = typed_in(request.POST)
    context = assist_context(request, typed)
    if request.htmx:
        return render(request, ANSWER, context)
    form = IntakeForm(request.POST)
    return render(request, PAGE, intake_context(request, form) | context)


def typed_in(given: QueryDict) -> Typed:
    """The form as it stands, however unfinished; what can't be understood counts as empty."""
    person = person_of(caller_of(given.get("caller_shown", ""), given.get("caller", "")))
    found = recognise(phone=person.phone, id_number=person.id_number)
    return Typed(
        text=given.get("text", "").replace("\r\n", "\n").replace("\r", "\n"),
        category=given.get("category", ""),
        channel=given.get("channel_other") or given.get("channel", ""),
        business_line=given.get("business_line", ""),
        product=given.get("product", ""),
        amount=_amount(given.get("amount", "")),
        people=_count(given.get("people", "")),
        demands=tuple(given.getlist("demands")),
        complainant_id=found.pk if found else None,
        against={name: given.get(f"fix_{name}", "") for name in CORRECTABLE},
    )


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 8 else None


def assist_context(request: UserRequest, typed: Typed) -> dict:
    """What the panels, the missing line and the bar of limits show."""
    now = timezone.now()
    found = read_typed(typed, user=request.user, now=now)
    if found is None:
        return {"limits": limits_ahead(now)}
    sure = "category" not in found.seen.unsure_about
    guess = found.categories[0].code if found.categories and sure else ""
    risk = verdict(found.seen, typed, guess=guess)
    return {
        "assist": {"page": {"marks": marks(told(found.seen)), "risk": risk.page}},
        "risk": risk,
        "emotion": found.emotion,
        "categories": found.categories,
        "fills": fills(found.seen, typed, user=request.user),
        "missing": found.missing,
        "suspects": found.suspects,
        "same_day": found.same_day,
        "joined": request.POST.get("join", ""),
        "limits": limits_ahead(now, crisis=risk.tier == Tier.CRISIS),
    }

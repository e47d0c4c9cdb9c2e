"""The risk of one complaint: why it is as high as it is, and a person's word about it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest
from alerts.domain.override import OverrideError
from alerts.domain.tiers import Tier
from alerts.models import Risk, TierRequest
from alerts.panel import panel
from alerts.services.overrides import decide_request, override_tier
from alerts.views.review import judges
from complaints.models import Complaint
from ui.partials import render_part

PAGE = "alerts/risk.html"
REFUSALS = {
    "not_allowed": gettext_lazy("Agents do not set tiers."),
    "same_tier": gettext_lazy("The complaint already has this tier."),
    "reason_missing": gettext_lazy("Lowering a tier needs a reason."),
    "already_asked": gettext_lazy("A request to lower this tier is waiting already."),
    "same_person": gettext_lazy("A second person must agree, not the one who asked."),
    "decided": gettext_lazy("Somebody has decided this request already."),
}


class TierForm(forms.Form):
    tier = forms.TypedChoiceField(
        choices=[(tier.value, tier.name) for tier in Tier], coerce=lambda value: Tier(int(value))
    )
    reason = forms.CharField(max_length=300, required=False)


@require_safe
@login_required
def risk(request: UserRequest, complaint: int) -> HttpResponse:
    """The panel for htmx, with a page of its own around it for everybody else."""
    return _show(request, _seen(request, complaint))


@require_POST
@judges
def set_tier(request: UserRequest, complaint: int) -> HttpResponse:
    case = _seen(request, complaint)
    get_object_or_404(Risk, pk=case.pk)
    form = TierForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(words) for errors in form.errors.values() for words in errors)
        return _show(request, case, note=words, status=422)
    try:
        override_tier(case.pk, by=request.user, **form.cleaned_data)
    except OverrideError as error:
        return _show(request, case, note=str(REFUSALS[error.code]), status=422)
    return _show(request, case)


@require_POST
@judges
def decide(request: UserRequest, pk: int) -> HttpResponse:
    """The second person's answer to a request to lower a tier."""
    asked = get_object_or_404(TierRequest.objects.visible_to(request.user), pk=pk)
    case = _seen(request, asked.complaint_id)
    try:
        decide_request(asked.pk, agree=request.POST.get("agree") == "1", by=request.user)
    except OverrideError as error:
        status = 409 if error.code == "decided" else 422
        return _show(request, case, note=str(REFUSALS[error.code]), status=status)
    return _show(request, case)


def _seen(request: UserRequest, pk: int) -> Complaint:
    return get_object_or_404(Complaint.objects.visible_to(request.user), pk=pk)


def _show(
    request: UserRequest, complaint: Complaint, *, note: str = "", status: int = 200
) -> HttpResponse:
    if request.method == "POST" and not request.htmx:
        messages.add_message(
            request, messages.ERROR if note else messages.SUCCESS, note or _("Saved")
        )
        return redirect("complaints:detail", complaint.reference)
    context = panel(complaint, request.user) | {"note": note}
    return render_part(request, PAGE, "panel", context, status=status)

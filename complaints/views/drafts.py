"""Keep what is typed; the same view serves the script (JSON) and the plain button (a page)."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import UserRequest
from complaints.forms import IntakeForm
from complaints.forms.intake import CORRECTABLE
from complaints.models import Draft
from complaints.services.drafts import (
    DraftConflict,
    DraftRegistered,
    Fields,
    discard_draft,
    fields_of,
    save_draft,
)
from complaints.views.intake import PAGE, intake_context

KEPT = (
    "occurred_at", "caller", "caller_shown", "name", "join", "text", "channel", "channel_other",
    "category", "business_line", "product", "amount", "people", "demands", "promise", "promise_at",
    *(f"fix_{name}" for name in CORRECTABLE),
)  # fmt: skip


@login_required
@require_http_methods(["POST", "PUT"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """Save a draft. 409 brings the other version, 410 the number of the complaint it became."""
    given = QueryDict(request.body) if request.method == "PUT" else request.POST
    try:
        saved = save_draft(pk, _typed(given), by=request.user, version=_version(given))
    except Draft.DoesNotExist as error:
        raise Http404 from error
    except DraftConflict as error:
        return _conflict(request, error.draft)
    except DraftRegistered as error:
        return JsonResponse({"reference": error.reference}, status=410)
    if not _wants_json(request):
        return redirect(f"{reverse('complaints:intake')}?draft={saved.pk}")
    return JsonResponse(_state(saved))


def _typed(given: QueryDict) -> Fields:
    typed = {name: given.getlist(name) for name in KEPT}
    return {name: values for name, values in typed.items() if any(values)}


def _version(given: QueryDict) -> int:
    text = given.get("version", "")
    return int(text) if text.isdecimal() else 0


def _wants_json(request: UserRequest) -> bool:
    return request.method == "PUT" or "application/json" in request.headers.get("Accept", "")


def _state(saved: Draft) -> dict:
    at = timezone.localtime(saved.saved_at)
    return {"version": saved.version, "saved_at": f"{at:%H:%M:%S}", "number": str(saved)}


def _conflict(request: UserRequest, other: Draft) -> HttpResponse:
    theirs = fields_of(other)
    if _wants_json(request):
        text = (theirs.get("text") or [""])[0]
        return JsonResponse(_state(other) | {"text": text}, status=409)
    form = IntakeForm(request.POST)
    context = intake_context(request, form, draft=other, conflict=theirs)
    return render(request, PAGE, context, status=409)


@login_required
@require_POST
def discard(request: UserRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(pk, by=request.user)
    return redirect("complaints:work")

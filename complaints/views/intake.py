"""Register a complaint while the caller speaks."""

from uuid import UUID, uuid4

import structlog
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import UserRequest
from complaints.forms import IntakeForm
from complaints.forms.intake import person_of
from complaints.models import Complaint, Contact, Draft
from complaints.services.deadlines import limits_ahead
from complaints.services.drafts import DESK, Wish, fields_of, register_draft
from complaints.services.people import recognise as find_person
from complaints.views.caller import caller_context

log = structlog.get_logger(__name__)
PAGE = "complaints/intake.html"
FORM = "complaints/intake_form.html"
WHO = "complaints/intake_who.html"
LISTS = ("demands",)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def intake(request: UserRequest) -> HttpResponse:
    """The form; posted, it registers what was typed."""
    return _register(request) if request.method == "POST" else _show(request)


def _show(request: UserRequest) -> HttpResponse:
    """An empty form, or the draft named in the address."""
    draft = _draft(request)
    form = IntakeForm(initial=_initial(request, draft))
    return render(request, PAGE, intake_context(request, form, draft=draft))


def _draft(request: UserRequest) -> Draft | None:
    if "draft" not in request.GET:
        return None
    try:
        wanted = UUID(request.GET["draft"])
    except ValueError as error:
        raise Http404 from error
    return Draft.objects.visible_to(request.user).filter(pk=wanted).first()


def _initial(request: UserRequest, draft: Draft | None) -> dict:
    if draft is None:
        return {
            "draft": request.GET.get("draft") or uuid4(),
            "version": 0,
            "occurred_at": timezone.now().isoformat(),
        }
    kept = {
        name: values if name in LISTS else values[0]
        for name, values in fields_of(draft).items()
        if values
    }
    return kept | {"draft": draft.pk, "version": draft.version}


@sensitive_variables()
def _register(request: UserRequest) -> HttpResponse:
    form = IntakeForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    take = request.POST.get("then") == "take"
    wish = Wish(form.cleaned_data["promised_for"], take=take, against=form.against())
    contact = form.contact()
    receipt = register_draft(form.cleaned_data["draft"], contact, by=request.user, wish=wish)
    if receipt.problems:
        form.refuse(receipt.problems)
        return _refused(request, form)
    if not receipt.created and _differs(receipt.contact_id or 0, contact.text):
        return _refused(request, form, registered=receipt.reference)
    done = f"{reverse('complaints:intake')}?done={receipt.reference}"
    return HttpResponseClientRedirect(done) if request.htmx else redirect(done)


def _differs(contact_id: int, text: str) -> bool:
    """A second tab went on typing after the first one had registered the same draft."""
    stored = Contact.objects.values_list("text", flat=True).get(pk=contact_id)
    return stored.split() != text.split()


def _refused(request: UserRequest, form: IntakeForm, *, registered: str = "") -> HttpResponse:
    """The form again, with what is wrong beside the fields and nothing lost."""
    context = intake_context(request, form, registered=registered)
    name = FORM if request.htmx else PAGE
    return render(request, name, context, status=409 if registered else 422)


def intake_context(
    request: UserRequest, form: IntakeForm, *, draft: Draft | None = None, **more: object
) -> dict:
    """All the page needs but the live assist, which the page fetches."""
    done = request.GET.get("done", "")
    person = person_of(form.caller_now)
    found = find_person(phone=person.phone, id_number=person.id_number)
    return {
        "form": form,
        "draft": draft,
        "done": Complaint.objects.visible_to(request.user).filter(reference=done).first(),
        "limits": limits_ahead(timezone.now()),
        "drafts": Draft.objects.visible_to(request.user).count(),
        "source": DESK,
        **caller_context(request.user, found),
        **more,
    }


@login_required
@require_POST
@never_cache
@sensitive_post_parameters()
def recognise(request: UserRequest) -> HttpResponse:
    """Who calls, masked. The number comes in the body only, and only its owner's id is logged."""
    form = IntakeForm(request.POST)
    person = person_of(form.caller_now)
    found = find_person(phone=person.phone, id_number=person.id_number)
    if found:
        log.info("complainant_looked_up", complainant=found.pk, by=request.user.pk)
    context = {"form": form, **caller_context(request.user, found)}
    if request.htmx:
        return render(request, WHO, context)
    return render(request, PAGE, intake_context(request, form))

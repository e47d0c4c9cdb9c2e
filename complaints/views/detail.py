"""One complaint: what was said, how it stands, and the next legal step."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest
from complaints import services
from complaints.changes import changes
from complaints.domain.intake import NewContact
from complaints.domain.status import NEXT, Status, TransitionError
from complaints.forms.handling import AssignForm, CategoryForm, ContactForm, StepForm
from complaints.models import Complaint
from complaints.models.complaint import STATUS_LABELS, STEP_LABELS
from ui.partials import render_part

PAGE = "complaints/detail.html"
PARTS = ("title", "acts", "facts", "timeline")  # what is fetched again when something changed
WAY = (Status.REGISTERED, Status.ACCEPTED, Status.PROCESSING, Status.ANSWERED, Status.CLOSED)


@require_safe
@login_required
def detail(request: UserRequest, reference: str) -> HttpResponse:
    """The page, or one part of it; each app renders its own part."""
    context = _context(request, _seen(request, reference))
    part = request.GET.get("part", "")
    if part in PARTS:
        return render_part(request, PAGE, part, context)
    return render(request, PAGE, context)


@require_POST
@login_required
def move(request: UserRequest, reference: str) -> HttpResponse:
    """Take the next step; 409 when somebody else was faster, with what is now true on the page."""
    complaint = _seen(request, reference)
    form = StepForm(request.POST, complaint=complaint)
    possible = form.is_valid()
    version = form.cleaned_data.get("version", complaint.version)
    if version != complaint.version:
        return _overtaken(request, reference, version)
    if not possible:
        return _conflict(request, complaint, _("This step is not possible from here."))
    to = Status(form.cleaned_data["to"])
    try:
        if to is Status.ACCEPTED:
            services.accept(complaint.pk, by=request.user, version=version)
        else:
            services.change_status(complaint.pk, to=to, version=version)
    except services.ConflictError:
        return _overtaken(request, reference, version)
    except TransitionError:
        return _conflict(request, complaint, _("This step is not possible from here."))
    messages.success(request, _("Now: %(status)s") % {"status": STATUS_LABELS[to.value]})
    return redirect("complaints:detail", reference)


@require_POST
@login_required
def assign(request: UserRequest, reference: str) -> HttpResponse:
    """Hand the complaint to a colleague."""
    complaint = _seen(request, reference)
    form = AssignForm(request.POST, user=request.user)
    if not form.is_valid():
        return render(request, PAGE, _context(request, complaint, assign=form), status=422)
    owner, version = form.cleaned_data["owner"], form.cleaned_data["version"]
    try:
        services.assign(complaint.pk, to=owner, version=version)
    except services.ConflictError:
        return _overtaken(request, reference, version, assign=form)
    messages.success(request, _("Handed to %(owner)s") % {"owner": owner})
    still_seen = Complaint.objects.visible_to(request.user).filter(pk=complaint.pk).exists()
    return redirect("complaints:detail", reference) if still_seen else redirect("home")


@require_POST
@login_required
def classify(request: UserRequest, reference: str) -> HttpResponse:
    """Confirm the category; the suggestion stays on the reading."""
    complaint = _seen(request, reference)
    form = CategoryForm(request.POST)
    if not form.is_valid():
        context = _context(request, complaint, classify=form)
        return render(request, PAGE, context, status=422)
    category, version = form.cleaned_data["category"], form.cleaned_data["version"]
    try:
        services.classify(complaint.pk, category=category, version=version)
    except services.ConflictError:
        return _overtaken(request, reference, version, classify=form)
    messages.success(request, _("Category confirmed"))
    return redirect("complaints:detail", reference)


@require_POST
@login_required
def add_contact(request: UserRequest, reference: str) -> HttpResponse:
    """Note another contact; what was typed stays in the form when it can't be taken."""
    complaint = _seen(request, reference)
    form = ContactForm(request.POST)
    if form.is_valid():
        receipt = services.receive_contact(
            NewContact(
                text=form.cleaned_data["text"],
                channel=form.cleaned_data["channel"].pk,
                direction=form.cleaned_data["direction"],
                occurred_at=timezone.now(),
                reference=complaint.reference,
            ),
            sender=services.Sender(request.user, "desk"),
        )
        if not receipt.problems:
            messages.success(request, _("Contact noted"))
            return redirect("complaints:detail", reference)
        form.add_error("text", _("This text can't be taken: it is empty or too long."))
    context = _context(request, complaint, contact=form)
    return render(request, PAGE, context, status=422)


def _seen(request: UserRequest, reference: str) -> Complaint:
    rows = Complaint.objects.visible_to(request.user).select_related(
        "complainant", "channel", "category__parent", "business_line", "owner", "department"
    )
    return get_object_or_404(rows, reference=reference)


def _conflict(request: UserRequest, complaint: Complaint, words: str) -> HttpResponse:
    messages.error(request, words)
    fresh = _seen(request, complaint.reference)
    return render(request, PAGE, _context(request, fresh), status=409)


def _overtaken(request: UserRequest, reference: str, version: int, **forms: Any) -> HttpResponse:
    """Somebody was faster: say who changed what since; what was chosen stays in the form."""
    fresh = _seen(request, reference)
    news = [f"{change.by} {change.words}".strip() for change in changes(fresh, since=version)]
    words = _("Somebody changed this complaint a moment ago. Please look again.")
    messages.error(request, " · ".join([words, *news]))
    return render(request, PAGE, _context(request, fresh, **forms), status=409)


def _context(request: UserRequest, complaint: Complaint, **forms: Any) -> dict[str, Any]:
    status = Status(complaint.status)
    return {
        "complaint": complaint,
        "contacts": complaint.contacts.select_related("channel", "author").order_by("-occurred_at")[
            :100
        ],
        "clocks": complaint.clocks.select_related("profile").order_by("due_at"),
        "promises": complaint.promises.order_by("due_at"),
        "way": _way(status),
        "next_steps": [(step.value, STEP_LABELS[step.value]) for step in NEXT[status]],
        "assign_form": forms.get("assign") or AssignForm(user=request.user),
        "category_form": forms.get("classify")
        or CategoryForm(initial={"category": complaint.category_id}),
        "contact_form": forms.get("contact")
        or ContactForm(initial={"channel": complaint.channel_id, "direction": "in"}),
    }


def _way(status: Status) -> list[dict[str, str]]:
    """The steps of the page's head: past, now, ahead. Side exits are shown as the last one."""
    steps = WAY if status in WAY else (Status.REGISTERED, status)
    here = steps.index(status)
    return [
        {
            "label": str(STATUS_LABELS[s.value]),
            "state": ("past", "now", "")[(i >= here) + (i > here)],
        }
        for i, s in enumerate(steps)
    ]

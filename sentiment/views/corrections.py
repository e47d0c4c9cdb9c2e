"""判断有误: say right there what a judgement should have been, and take it back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import UserRequest
from sentiment import services
from sentiment.domain.corrections import SEVERAL, CorrectionError
from sentiment.judged import LABELS, all_names, choices, one
from sentiment.models import Correction, Reading
from ui.partials import render_part

PAGE = "sentiment/correction.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: UserRequest, contact: int, field: str) -> HttpResponse:
    """The form in the judgement's place; posted, the judgement as it is now."""
    reading = _seen(request, contact, field)
    if request.method != "POST":
        part = "line" if "shown" in request.GET else "form"
        return render_part(request, PAGE, part, _context(reading, field) | {"focus": True})
    try:
        services.correct(reading, field=field, value=_given(request, field), by=request.user)
    except CorrectionError:
        words = _("Choose one of the values.")
        context = _context(reading, field) | {"wrong": words}
        return render_part(request, PAGE, "form", context, status=422)
    return _line(request, reading, field)


@login_required
@require_POST
def undo(request: UserRequest, contact: int, field: str) -> HttpResponse:
    """The machine's word counts again."""
    reading = _seen(request, contact, field)
    kept = Correction.objects.in_force().filter(contact=contact, field=field).first()
    if kept:
        services.undo(kept, by=request.user)
    return _line(request, reading, field)


def _seen(request: UserRequest, contact: int, field: str) -> Reading:
    if field not in LABELS:
        raise Http404
    rows = Reading.objects.visible_to(request.user).select_related("complaint")
    return get_object_or_404(rows, pk=contact)


def _given(request: UserRequest, field: str) -> str:
    if field in SEVERAL:
        return ",".join(request.POST.getlist("value"))
    return request.POST.get("value", "")


def _line(request: UserRequest, reading: Reading, field: str) -> HttpResponse:
    if not request.htmx:
        return redirect("complaints:detail", reading.complaint.reference)
    reading.refresh_from_db()
    return render(request, f"{PAGE}#line", _context(reading, field) | {"focus": True})


def _context(reading: Reading, field: str) -> dict[str, Any]:
    kept = Correction.objects.in_force().filter(contact=reading.pk, field=field)
    return {
        "it": one(reading, field, all_names(), kept.select_related("by").first()),
        "options": choices(field),
        "complaint": reading.complaint,
        "chosen": _chosen(reading, field),
    }


def _chosen(reading: Reading, field: str) -> list[str]:
    if field in SEVERAL:
        return getattr(reading, field)
    if field == "category":
        return [reading.category_id or ""]
    if field == "intensity":
        return [f"{round(reading.intensity * 2) / 2:.1f}"]
    return [getattr(reading, field)]

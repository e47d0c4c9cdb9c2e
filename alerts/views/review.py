"""One alert: acknowledge it, take that back, judge it. Each answers with the alert's row."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts.access import UserRequest, role_required
from accounts.models import Role
from alerts.models import Alert
from alerts.services import review
from alerts.services.review import AlertStateError
from ui.words import when

ROW = "alerts/feed.html#row"
judges = role_required(Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)


@require_safe
@login_required
def row(request: UserRequest, pk: int) -> HttpResponse:
    """One row as it is now."""
    return _answer(request, _seen(request, pk))


@require_POST
@judges
def acknowledge(request: UserRequest, pk: int) -> HttpResponse:
    alert = _seen(request, pk)
    try:
        alert = review.acknowledge(alert.pk, by=request.user)
    except AlertStateError as error:
        return _conflict(request, error.alert)
    undo = reverse("alerts:unacknowledge", args=[alert.pk])
    words = _("Acknowledged: %(title)s") % {"title": alert.headline}
    toast = {"text": words, "undo": undo, "back": f"alert-{alert.pk}"}
    return trigger_client_event(_answer(request, alert), "toast", toast)


@require_POST
@judges
def unacknowledge(request: UserRequest, pk: int) -> HttpResponse:
    alert = _seen(request, pk)
    try:
        alert = review.unacknowledge(alert.pk, by=request.user)
    except AlertStateError as error:
        return _conflict(request, error.alert)
    return trigger_client_event(_answer(request, alert), f"alert-{alert.pk}", {})


@require_POST
@judges
def close(request: UserRequest, pk: int) -> HttpResponse:
    alert = _seen(request, pk)
    outcome = request.POST.get("outcome", "")
    if outcome not in dict(Alert.OUTCOMES):
        return _answer(request, alert, note=_("Please choose an outcome."), status=422)
    try:
        alert = review.close(alert.pk, by=request.user, outcome=outcome)
    except AlertStateError as error:
        return _conflict(request, error.alert)
    values = {"outcome": alert.get_outcome_display(), "title": alert.headline}
    words = _("Dealt with as %(outcome)s: %(title)s") % values
    return trigger_client_event(_answer(request, alert), "toast", {"text": words})


def _seen(request: UserRequest, pk: int) -> Alert:
    return get_object_or_404(Alert.objects.visible_to(request.user).for_list(), pk=pk)


def _conflict(request: UserRequest, alert: Alert) -> HttpResponse:
    """409 with what is true now and who made it so."""
    return _answer(request, _seen(request, alert.pk), note=what_happened(alert), status=409)


def what_happened(alert: Alert) -> str:
    """Who was faster, in words."""
    if alert.status == Alert.CLOSED:
        values = {"who": alert.closed_by or "—", "when": _when(alert.closed_at)}
        return _("%(who)s dealt with this at %(when)s.") % values
    if alert.status == Alert.ACKNOWLEDGED:
        values = {"who": alert.acknowledged_by or "—", "when": _when(alert.acknowledged_at)}
        return _("%(who)s acknowledged this at %(when)s.") % values
    return _("This alert waits again; it became worse in the meantime.")


def _when(moment: datetime | None) -> str:
    return when(moment, timezone.now()) if moment else "—"


def _answer(
    request: UserRequest, alert: Alert, *, note: str = "", status: int = 200
) -> HttpResponse:
    """The row for htmx; without scripts back to the list, with the note on top."""
    if not request.htmx:
        if note:
            messages.error(request, note)
        return redirect("alerts:feed")
    compact = bool(request.POST.get("compact") or request.GET.get("compact"))
    context: dict[str, Any] = {"alert": alert, "note": note, "compact": compact}
    return render(request, ROW, context, status=status)

"""Versions and re-reading: compare, try in the shadow, switch, go back, read all again."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest, role_required
from accounts.models import Role
from sentiment import doorbell, engine
from sentiment.models import EngineSwitch, EngineVersion, RescoreJob
from sentiment.reports.versions import comparison, samples, stock
from sentiment.services import rescoring
from sentiment.services import versions as service
from sentiment.views.lexicon import NAV
from ui.partials import render_part

PAGE = "sentiment/versions.html"
REFUSED = {
    "active": gettext_lazy("This version is active already."),
    "not_ready": gettext_lazy("This version was not trained to the end."),
    "other_model": gettext_lazy("It was learnt over another delivered model; train a new one."),
    "no_way_back": gettext_lazy("There is no version to go back to."),
}
SPANS = ("7", "30", "90", "365")
JOBS = 5


@require_safe
@role_required(Role.ADMINISTRATOR)
def versions(request: UserRequest) -> HttpResponse:
    """All versions; one of them beside the active one, and how the re-reading goes."""
    rows = service.versions()
    shown = _shown(request, rows)
    jobs = list(RescoreJob.objects.select_related("by").order_by("-pk")[:JOBS])
    context = {
        "nav": NAV,
        "rows": rows,
        "active": next(each for each in rows if each.status == EngineVersion.ACTIVE),
        "stale": {
            each.pk for each in rows if each.kind == "adapted" and each.base != rows[-1].base
        },
        "shown": shown,
        "training": any(each.status == EngineVersion.WAITING for each in rows),
        "stock": (held := stock()),
        "learnable": any(each.enough for each in held),
        "switch": EngineSwitch.objects.select_related("by", "before").order_by("-pk").first(),
        "jobs": jobs,
        "job": next((each for each in jobs if each.status in RescoreJob.UNFINISHED), None),
        "last": next((each for each in jobs if each.finished_at), None),
        "spans": SPANS,
        **_figures(shown),
    }
    return render_part(request, PAGE, "state", context)


def _shown(request: UserRequest, rows: Any) -> EngineVersion | None:
    """The version asked for, else the newest that was trained."""
    trained = [each for each in rows if each.card.get("fields")]
    asked = request.GET.get("version", "")
    return next((each for each in trained if each.name == asked), trained[0] if trained else None)


def _figures(shown: EngineVersion | None) -> dict[str, Any]:
    if shown is None:
        return {}
    return {
        "lines": comparison(shown),
        "shadow": service.shadow_figures(shown),
        "samples": list(samples(shown)),
    }


@require_POST
@role_required(Role.ADMINISTRATOR)
def train(request: UserRequest) -> HttpResponse:
    """Ask a worker for a candidate; nothing is switched by it."""
    waiting = EngineVersion.objects.filter(status=EngineVersion.WAITING)
    if waiting.exists():
        messages.error(request, _("A version is being trained already."))
    elif not any(each.enough for each in stock()):
        messages.error(request, _("No field has enough corrections yet."))
    else:
        doorbell.ring_for("train", service.waiting_version(request.user).pk)
        messages.success(request, _("A candidate is being trained; it appears here in a moment."))
    return redirect("sentiment:versions")


@require_POST
@role_required(Role.ADMINISTRATOR)
def act(request: UserRequest, pk: int, what: str) -> HttpResponse:
    """Switch to a version, or let it read in the shadow."""
    version = get_object_or_404(EngineVersion.objects.defer("data"), pk=pk)
    if what not in ("activate", "shadow"):
        raise Http404
    try:
        if what == "activate":
            service.activate(version.pk, by=request.user)
            messages.success(request, _("Active now: %(name)s") % {"name": version})
        else:
            service.start_shadow(version.pk)
            messages.success(request, _("%(name)s reads along from now on.") % {"name": version})
    except service.VersionError as error:
        messages.error(request, REFUSED[str(error)])
    except engine.ModelError as error:
        messages.error(request, str(error))
    return redirect("sentiment:versions")


@require_POST
@role_required(Role.ADMINISTRATOR)
def stop_shadow(request: UserRequest) -> HttpResponse:
    """Nobody reads along any more."""
    service.stop_shadow()
    return redirect("sentiment:versions")


@require_POST
@role_required(Role.ADMINISTRATOR)
def roll_back(request: UserRequest) -> HttpResponse:
    """Back to the version before."""
    try:
        version = service.roll_back(by=request.user)
        messages.success(request, _("Active now: %(name)s") % {"name": version})
    except service.VersionError as error:
        messages.error(request, REFUSED[str(error)])
    return redirect("sentiment:versions")


@require_POST
@role_required(Role.ADMINISTRATOR)
def rescore(request: UserRequest) -> HttpResponse:
    """Begin to read again."""
    days = request.POST.get("days", "")
    since = timezone.now() - timedelta(days=int(days)) if days in SPANS else None
    outdated = "outdated" in request.POST
    try:
        job = rescoring.start(by=request.user, since=since, outdated=outdated)
        doorbell.ring_for("run_rescore", job.pk)
    except rescoring.AlreadyRunningError:
        messages.error(request, _("A re-reading is under way already."))
    return redirect("sentiment:versions")


@require_POST
@role_required(Role.ADMINISTRATOR)
def rescore_act(request: UserRequest, pk: int, what: str) -> HttpResponse:
    """Pause a re-reading, let it go on, or end it."""
    job = get_object_or_404(RescoreJob, pk=pk)
    if what not in ("pause", "resume", "end"):
        raise Http404
    getattr(rescoring, what)(job.pk)
    if what == "resume":
        doorbell.ring_for("run_rescore", job.pk)
    return redirect("sentiment:versions")

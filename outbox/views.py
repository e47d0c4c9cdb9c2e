"""The state of the outbox, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest, role_required
from outbox import reports, services
from outbox.models import Delivery
from ui.partials import render_part

SHOWN = 50


@require_safe
@role_required("administrator")
def status(request: UserRequest) -> HttpResponse:
    """Depth and age per subscriber, and the deliveries that gave up."""
    failed = Delivery.objects.failed().select_related("event").order_by("-pk")
    context = {
        "lines": reports.lines(timezone.now()),
        "failed": failed[:SHOWN],
        "retrying": Delivery.objects.pending()
        .filter(attempts__gt=1)
        .select_related("event")[:SHOWN],
        "now": timezone.now(),
    }
    return render_part(request, "outbox/status.html", "state", context)


@require_POST
@role_required("administrator")
def retry(request: UserRequest) -> HttpResponse:
    """Put one failed delivery, or all of them, back in line."""
    chosen = Delivery.objects.all()
    if pk := request.POST.get("delivery", ""):
        chosen = chosen.filter(pk=int(pk) if pk.isdigit() else 0)
    count = services.retry(chosen)
    words = ngettext("%d delivery tried again", "%d deliveries tried again", count) % count
    messages.success(request, words)
    return redirect("outbox:status")

"""Pages of portraits."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import UserRequest
from complaints.models import Complainant
from profiling.faces import panel as panel_of
from profiling.faces import strip
from profiling.lists import page_of as list_page
from profiling.page import page_of
from profiling.sight import holds_pass
from ui.partials import render_part


@require_safe
@login_required
def portraits(request: UserRequest) -> HttpResponse:
    """Everybody whose complaints one may see, by last contact or by intensity."""
    asked = request.GET
    words = asked.get("q", "")[:60]
    page = list_page(
        request.user, words=words, order=asked.get("order", ""), after=asked.get("after", "")
    )
    context = {"page": page, "words": words, "after": asked.get("after", "")}
    return render_part(request, "profiling/portraits.html", "results", context)


@require_safe
@login_required
def portrait(request: UserRequest, pk: int) -> HttpResponse:
    """One portrait with all that shows it."""
    complainant = get_object_or_404(Complainant.objects.visible_to(request.user), pk=pk)
    return render_part(
        request, "profiling/portrait.html", "whole", page_of(complainant, request.user)
    )


@require_safe
@login_required
def mini(request: UserRequest, pk: int) -> HttpResponse:
    """The strip: for whoever may see the complainant, or recognised them by the whole number."""
    seen = Complainant.objects.visible_to(request.user).filter(pk=pk).first()
    if seen is None and holds_pass(request.GET.get("key", ""), pk, request.user):
        seen = Complainant.objects.filter(pk=pk).first()
    if seen is None:
        raise Http404
    return render(request, "profiling/mini.html", {"strip": strip(seen, request.user)})


@require_safe
@login_required
def panel(request: UserRequest, pk: int) -> HttpResponse:
    """The panel beside a complaint, drawn again."""
    complainant = get_object_or_404(Complainant.objects.visible_to(request.user), pk=pk)
    return render(request, "profiling/panel.html", panel_of(complainant, request.user))

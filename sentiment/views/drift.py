"""Shares of the classes, doubt and corrections, week by week."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import UserRequest, role_required
from accounts.models import Role
from sentiment.reports.drift import drift_panel
from sentiment.views.lexicon import NAV
from ui.partials import render_part


@require_safe
@role_required(Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)
def drift(request: UserRequest) -> HttpResponse:
    """The panel; the overview fetches it when it is shown."""
    context = {"drift": drift_panel(request.user), "nav": NAV}
    return render_part(request, "sentiment/drift_page.html", "panel", context)

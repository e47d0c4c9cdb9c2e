"""The front door."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.access import UserRequest


@require_safe
@login_required
def home(request: UserRequest) -> HttpResponse:
    """Agents start at their tasks, everybody who leads at the dashboard."""
    return redirect("insights:dashboard" if request.user.leads else "complaints:work")

"""Log in, and set what one likes."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import UserRequest
from accounts.demo import DEMO_LOGINS
from accounts.forms import PreferencesForm
from accounts.models import Role


class LoginView(auth.LoginView):
    """The log-in page; in a demo it offers the demo's people."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        logins = [
            {"username": name, "password": password, "role": Role(role).label}
            for name, password, role, *_ in DEMO_LOGINS
        ]
        return super().get_context_data(**kwargs) | {"demo": logins if settings.DEMO else []}


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: UserRequest) -> HttpResponse:
    """One's own settings: name on the screen and single-letter keys."""
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form})

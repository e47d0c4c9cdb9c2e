from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ui.samples import samples


@login_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every part in both themes, to compare with the drawings."""
    if not (request.user.is_staff and (settings.DEBUG or settings.DEMO)):
        raise Http404
    return render(request, "ui/components.html", samples(timezone.now()))

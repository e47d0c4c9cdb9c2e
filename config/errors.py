"""When something breaks: problem+json (RFC 9457) for programs, a page for people."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error

PROBLEM = "application/problem+json"
RETRY_AFTER = "2"  # seconds; PostgreSQL restarts in less
AWAY = (OperationalError, InterfaceError)  # PostgreSQL restarts, or a connection broke


def failed(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`, which also sees what breaks in a middleware, before any view."""
    if isinstance(sys.exc_info()[1], AWAY):
        return unavailable(request)
    if request.path.startswith("/api/"):
        return problem(500, "Internal Server Error", code="error")
    return server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away for a moment: try again soon, nothing was accepted."""
    if request.path.startswith("/api/"):
        words = _("The database is restarting.")
        response = problem(503, "Service Unavailable", code="unavailable", detail=words)
    else:
        # Without the request: what our pages know of the user is in the database that is away.
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status} | more
    return JsonResponse(body, status=status, content_type=PROBLEM)

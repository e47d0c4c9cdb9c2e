"""Errors as answers: problem+json (RFC 9457) for programs, a page for people."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error
from rest_framework.response import Response
from rest_framework.views import exception_handler

PROBLEM = "application/problem+json"
RETRY_AFTER = "2"
AWAY = (OperationalError, InterfaceError)  # PostgreSQL restarts, or a connection broke


def problem_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """The API's exception handler. What it does not know goes on to `failed`."""
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    body = {"type": "about:blank", "title": response.status_text, "status": response.status_code}
    body |= {"detail": str(detail)} if detail else {"errors": response.data}
    response.data, response.content_type = body, PROBLEM
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`, which also sees what breaks in a middleware, before any view."""
    if isinstance(sys.exc_info()[1], AWAY):
        return unavailable(request)
    if request.path.startswith("/api/"):
        return problem(500, "Internal Server Error")
    return server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away for a moment: try again soon, nothing was accepted."""
    if request.path.startswith("/api/"):
        response = problem(503, "Service Unavailable", detail=_("The database is restarting."))
    else:
        response = render(request, "503.html", status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status} | more
    return JsonResponse(body, status=status, content_type=PROBLEM)

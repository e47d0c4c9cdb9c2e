"""Around every request."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_structlog.middlewares import RequestMiddleware

from config.health import healthz, readyz
from config.metrics import REQUESTS, SECONDS, metrics

Handler = Callable[[HttpRequest], HttpResponse]
PROBES: dict[str, Handler] = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}


def answer_probes(get_response: Handler) -> Handler:
    """Before everything else: a probe comes by address, with no host name and no session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return PROBES.get(request.path, get_response)(request)

    return middleware


def measure(get_response: Handler) -> Handler:
    """Count answers and their time by view name: paths would make one series per complaint."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else "none"
        SECONDS.labels(view).observe(time.perf_counter() - started)
        REQUESTS.labels(view, request.method, response.status_code).inc()
        return response

    return middleware


def refuse_nul(get_response: Handler) -> Handler:
    """PostgreSQL can't compare NUL: 400 before it gets to a page. The API says so by itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META["QUERY_STRING"] and not request.path.startswith("/api/"):
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


class LogRequests(RequestMiddleware):
    """One line per request; without the question, which may hold whom somebody searched for."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"

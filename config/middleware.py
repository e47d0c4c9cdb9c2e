"""Around every request."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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

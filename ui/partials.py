"""One template a page: htmx gets a named part of it, everybody else the whole."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_part(
    request: HttpRequest,
    template: str,
    part: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render `template#part` for htmx; the whole page otherwise and when history is restored."""
    htmx = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    swap = htmx and not htmx.history_restore_request
    name = f"{template}#{part}" if swap else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response

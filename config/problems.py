"""The API's errors as problem+json (RFC 9457)."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from config.errors import PROBLEM


def problem_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """What it does not know goes on to `config.errors.failed`."""
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    body = {"type": "about:blank", "title": response.status_text, "status": response.status_code}
    body |= {"detail": str(detail)} if detail else {"errors": response.data}
    response.data, response.content_type = body, PROBLEM
    return response

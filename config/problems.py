"""The API's errors as problem+json (RFC 9457), each with a stable code."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.api import ApiError
from config.errors import PROBLEM


def problem_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """What it does not know goes on to `config.errors.failed`."""
    if isinstance(error, RequestDataTooBig):
        error = ApiError("too_large", _("The body is larger than 8 MiB."), status=413)
    response = exception_handler(error, context)
    if response is None:
        return None
    status = response.status_code
    head = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    response.data = head | {"code": code_of(error)} | details_of(error)
    response.content_type = PROBLEM
    return response


def code_of(error: Exception) -> str:
    """A stable code: the error's own, or the one of its kind."""
    if isinstance(error, Http404):
        return "not_found"
    if isinstance(error, PermissionDenied):
        return "permission_denied"
    codes = error.get_codes() if isinstance(error, APIException) else None
    return codes if isinstance(codes, str) else "invalid"


def details_of(error: Exception) -> dict[str, Any]:
    """A sentence for people, and what the error brings along, such as `errors`."""
    more: dict[str, Any] = getattr(error, "more", {})
    if isinstance(error, ValidationError):
        return {"errors": error.get_full_details()} | more
    detail = error.detail if isinstance(error, APIException) else NotFound.default_detail
    return {"detail": str(detail)} | more

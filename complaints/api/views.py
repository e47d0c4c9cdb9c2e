"""The way in for programs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import ApiError, KeyRequest
from accounts.idempotency import answer_once
from complaints.api.receiving import receive_many, receive_one
from complaints.api.schema import bulk_schema, contact_schema


class IntakeView(APIView):
    """What both ways in have in common."""

    required_scope = "contacts:write"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nothing to read is an error of its own, not a contact without fields."""
        super().initial(request, *args, **kwargs)
        if "Transfer-Encoding" in request.headers:
            raise ApiError("length_required", _("Send a Content-Length, not chunks."), status=411)
        if request.method == "POST" and request.headers.get("Content-Length") in ("", "0", None):
            raise ApiError("malformed_json", _("The body is empty."))


class ContactView(IntakeView):
    """Post one contact."""

    @contact_schema
    def post(self, request: KeyRequest) -> Response:
        answer = answer_once(request, lambda data: receive_one(data, request.auth))
        return Response(answer.body, status=answer.status, headers=answer.headers)


class BulkView(IntakeView):
    """Post up to 1,000 contacts; every row gets its own result."""

    @bulk_schema
    def post(self, request: KeyRequest) -> Response:
        answer = answer_once(request, lambda data: receive_many(data, request.auth))
        return Response(answer.body, status=answer.status, headers=answer.headers)

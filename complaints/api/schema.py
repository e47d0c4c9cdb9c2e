"""How the intake stands in the OpenAPI document."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from accounts.idempotency import HEADER
from complaints.api import serializers as shapes

PROBLEM = "application/problem+json"
TOKEN = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description=_(
        "1 to 200 visible ASCII characters of your choice. The same request with the same value "
        "gets the same answer for two days, however often and however concurrently it is sent."
    ),
)
ONE = {
    "text": "客服推诿了三次，再不退款我就打12378投诉！",
    "channel": "PHONE_HOTLINE",
    "occurred_at": "2026-11-20T09:30:00+08:00",
    "person": {"name": "张三", "phone": "13800138000"},
    "external_id": "CRM-20261120-0001",
}
TAKEN = {
    "contact_id": 17,
    "reference": "TS20261122-000017",
    "external_id": "CRM-20261120-0001",
    "url": "/api/v1/complaints/TS20261122-000017/",
}
ERROR = {
    "field": "occurred_at",
    "code": "in_the_future",
    "message": "In the future: 2036-01-01T00:00:00+08:00.",
}
INVALID = {
    "type": "about:blank",
    "title": "Unprocessable Entity",
    "status": 422,
    "code": "invalid",
    "detail": "1 value is wrong.",
    "errors": [ERROR],
}
NO_ROW = {"contact_id": None, "reference": None}
MIXED = {
    "created": 1,
    "known": 0,
    "refused": 1,
    "results": [
        {
            "index": 0,
            "status": "created",
            "contact_id": 17,
            "reference": "TS20261122-000017",
            "external_id": "CRM-20261120-0001",
            "errors": [],
        },
        {"index": 1, "status": "refused", **NO_ROW, "external_id": None, "errors": [ERROR]},
    ],
}


def refused(words: Any) -> OpenApiResponse:
    return OpenApiResponse(shapes.ProblemSerializer, words)


ERRORS = {
    (400, PROBLEM): refused(
        "malformed_json, duplicate_name, invalid_utf8, idempotency_key_invalid"
    ),
    (401, PROBLEM): refused("not_authenticated, key_unknown, key_expired, key_revoked"),
    (403, PROBLEM): refused("scope_missing"),
    (409, PROBLEM): refused(_("in_progress: the same Idempotency-Key is still at work")),
    (411, PROBLEM): refused("length_required"),
    (413, PROBLEM): refused(_("too_large: more than 8 MiB")),
    (415, PROBLEM): refused(_("unsupported_media_type: not JSON in UTF-8")),
    (422, PROBLEM): refused(_("invalid: see errors; idempotency_mismatch: another body before")),
    (429, PROBLEM): refused(_("throttled: see Retry-After")),
    (503, PROBLEM): refused(_("unavailable: see Retry-After; nothing was stored")),
}


def example(name: str, value: object, *statuses: str) -> OpenApiExample:
    """An example of the request, or of the answers with these statuses."""
    only = {"response_only": True, "status_codes": statuses} if statuses else {"request_only": True}
    return OpenApiExample(name, value, **only)


contact_schema = extend_schema(
    operation_id="post_contact",
    summary=_("Post one contact"),
    description=_(
        "201: stored. 200: this client's external_id was known; the answer names what is there, "
        "and what was posted now is not stored again."
    ),
    tags=["contacts"],
    parameters=[TOKEN],
    request=shapes.NewContactSerializer,
    responses={201: shapes.TakenSerializer, 200: shapes.TakenSerializer, **ERRORS},
    examples=[
        example("contact", ONE),
        example("stored", TAKEN, "201", "200"),
        OpenApiExample(
            "in the future",
            INVALID,
            response_only=True,
            status_codes=["422"],
            media_type=PROBLEM,
        ),
    ],
)
bulk_schema = extend_schema(
    operation_id="post_contacts",
    summary=_("Post up to 1,000 contacts"),
    description=_(
        "200: every row is in (created or known). 207: some rows were refused; the others are "
        "stored. All good rows are stored in one transaction."
    ),
    tags=["contacts"],
    parameters=[TOKEN],
    request=shapes.NewContactsSerializer,
    responses={200: shapes.ResultsSerializer, 207: shapes.ResultsSerializer, **ERRORS},
    examples=[
        example("two contacts", {"contacts": [ONE, ONE | {"external_id": "CRM-20261120-0002"}]}),
        example("one refused", MIXED, "207"),
    ],
)

"""Pages by key: the next one begins after the last row seen, however long the table is."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from config.api.parameters import wrong_parameter

DEFAULT_SIZE, MAX_SIZE = 50, 200
CURSOR, SIZE = "cursor", "page_size"


class NewestFirst(BasePagination):
    """By time of receipt, newest first. What arrives in between does not move the pages."""

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        size = size_of(request.query_params.get(SIZE, str(DEFAULT_SIZE)))
        if cursor := request.query_params.get(CURSOR):
            key = Tuple("received_at", "id")
            queryset = queryset.filter(TupleLessThan(key, unpack(cursor)))
        rows = list(queryset.order_by("-received_at", "-id")[: size + 1])
        self.next = self._link(request, rows[size - 1]) if len(rows) > size else None
        return rows[:size]

    def _link(self, request: Request, last: Any) -> str:
        cursor = pack(last.received_at, last.pk)
        return replace_query_param(request.build_absolute_uri(), CURSOR, cursor)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {
            "type": "string",
            "format": "uri",
            "nullable": True,
            "description": _("Address of the next page; null on the last one."),
        }
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE}
        return [
            {
                "name": CURSOR,
                "in": "query",
                "schema": {"type": "string"},
                "description": _("From `next`."),
            },
            {"name": SIZE, "in": "query", "schema": size, "description": _("Rows of one page.")},
        ]


def size_of(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MAX_SIZE:
        return int(text)
    raise wrong_parameter(SIZE, _("From 1 to %(most)d.") % {"most": MAX_SIZE})


def pack(received_at: datetime, pk: int) -> str:
    text = json.dumps([received_at.astimezone(UTC).isoformat(), pk])
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack(cursor: str) -> tuple[datetime, int]:
    """The key in a cursor. Raises ApiError `invalid_parameter` for anything we did not make."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        time, pk = json.loads(text)
        received_at = datetime.fromisoformat(time)
        if not received_at.tzinfo or received_at.utcoffset() or not 0 < pk < 2**63:
            raise ValueError(cursor)
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise wrong_parameter(CURSOR, _("Take the cursor from “next”, unchanged.")) from error
    return received_at, pk

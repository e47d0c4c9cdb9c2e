"""What stands above the addresses in the OpenAPI document."""

from typing import Any

from django.utils.translation import gettext_lazy as _

INTRODUCTION = (
    _("Post contacts and read what became of them, or have a text read without storing it."),
    _(
        "**Keys.** `Authorization: Bearer sj_…`. A key belongs to one client, acts as one user, "
        "has scopes (`contacts:write`, `complaints:read`, `readings:read`), may expire, and is "
        "counted per minute."
    ),
    _(
        "**Never twice.** Send an `Idempotency-Key` with every contact, and your own "
        "`external_id`. The same request with the same key is answered with the same answer "
        "(`Idempotent-Replayed: true`); the same `external_id` from the same client is never "
        "stored twice."
    ),
    _(
        "**Errors** are `application/problem+json` (RFC 9457) with a stable `code`; wrong fields "
        "stand under `errors` with a stable code each. Messages follow `Accept-Language` "
        "(zh-hans, en)."
    ),
    _("**Pages.** Lists give `next`, the address of the next page, until it is null."),
)

OPENAPI: dict[str, Any] = {
    "TITLE": "诉镜 Sujing API",
    "VERSION": "1.0.0",
    "TAGS": [
        {"name": "contacts", "description": _("What comes in.")},
        {"name": "complaints", "description": _("What has become of it.")},
        {"name": "readings", "description": _("What a text says, without keeping it.")},
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api.shapes.describe",
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ComplaintStatus": "config.api.filters.STATUSES",
        "AlertStatus": "alerts.models.Alert.STATUS",
        "RowStatus": "complaints.api.serializers.ROW",
        "Tier": "alerts.models.risk.TIERS",
    },
}

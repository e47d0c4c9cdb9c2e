"""What stands above the addresses in the OpenAPI document."""

from typing import Any

DESCRIPTION = """
Post contacts, read what became of them.

**Keys.** `Authorization: Bearer sj_…`. A key belongs to one client, acts as one user, has scopes
(`contacts:write`, `complaints:read`), may expire, and is counted per minute.

**Never twice.** Send an `Idempotency-Key` with every post, and send your own `external_id`. The
same request with the same key is answered with the same answer (`Idempotent-Replayed: true`);
the same `external_id` from the same client is never stored twice.

**Errors** are `application/problem+json` (RFC 9457) with a stable `code`; wrong fields stand
under `errors` with a stable code each. Messages follow `Accept-Language` (zh-hans, en).

**Pages.** Lists give `next`, the address of the next page, until it is null.
"""

OPENAPI: dict[str, Any] = {
    "TITLE": "诉镜 Sujing API",
    "VERSION": "1.0.0",
    "DESCRIPTION": DESCRIPTION,
    "TAGS": [
        {"name": "contacts", "description": "What comes in."},
        {"name": "complaints", "description": "What has become of it."},
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ComplaintStatus": "config.api.filters.STATUSES",
        "AlertStatus": "alerts.models.Alert.STATUS",
        "RowStatus": "complaints.api.serializers.ROW",
        "Tier": "alerts.models.risk.TIERS",
    },
}

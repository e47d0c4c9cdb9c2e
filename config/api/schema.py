"""How authentication and results stand in the OpenAPI document."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema

from complaints.api.schema import PROBLEM, refused
from config.api.serializers import ComplaintDetailSerializer, ComplaintSerializer


class KeyScheme(OpenApiAuthenticationExtension):
    """Found by drf-spectacular once this module is imported."""

    target_class = "accounts.api.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "sj_<prefix>_<secret>",
            "description": "A key is made by an administrator and shown once.",
        }


ERRORS = {
    (400, PROBLEM): refused("invalid_parameter: see errors"),
    (401, PROBLEM): refused("not_authenticated, key_unknown, key_expired, key_revoked"),
    (403, PROBLEM): refused("scope_missing"),
    (429, PROBLEM): refused("throttled: see Retry-After"),
    (503, PROBLEM): refused("unavailable: see Retry-After"),
}
NOT_FOUND = {(404, PROBLEM): refused("not_found: there is none, or it is not yours to see")}

list_schema = extend_schema(
    operation_id="list_complaints",
    summary="List complaints, newest first",
    description="What the key's user may see. Follow `next` until it is null.",
    tags=["complaints"],
    responses={200: ComplaintSerializer(many=True), **ERRORS},
)
detail_schema = extend_schema(
    operation_id="get_complaint",
    summary="One complaint with its readings, risk, alerts and time limits",
    description="Of contacts and alerts the newest hundred.",
    tags=["complaints"],
    responses={200: ComplaintDetailSerializer, **ERRORS, **NOT_FOUND},
)

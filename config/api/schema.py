"""How authentication and results stand in the OpenAPI document."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema

from complaints.api.schema import ERRORS as POSTING_ERRORS
from complaints.api.schema import PROBLEM, example, refused
from config.api import serializers as shapes


class KeyScheme(OpenApiAuthenticationExtension):
    """Found by drf-spectacular once this module is imported."""

    target_class = "accounts.api.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "sj_<prefix>_<secret>",
            "description": str(_("A key is made by an administrator and shown once.")),
        }


ERRORS = {
    (400, PROBLEM): refused(_("invalid_parameter: see errors")),
    (401, PROBLEM): refused("not_authenticated, key_unknown, key_expired, key_revoked"),
    (403, PROBLEM): refused("scope_missing"),
    (429, PROBLEM): refused(_("throttled: see Retry-After")),
    (503, PROBLEM): refused(_("unavailable: see Retry-After")),
}
NOT_FOUND = {(404, PROBLEM): refused(_("not_found: there is none, or it is not yours to see"))}

list_schema = extend_schema(
    operation_id="list_complaints",
    summary=_("List complaints, newest first"),
    description=_("What the key's user may see. Follow `next` until it is null."),
    tags=["complaints"],
    responses={200: shapes.ComplaintSerializer(many=True), **ERRORS},
)
detail_schema = extend_schema(
    operation_id="get_complaint",
    summary=_("One complaint with its readings, risk, alerts and time limits"),
    description=_("Of contacts and alerts the newest hundred."),
    tags=["complaints"],
    responses={200: shapes.ComplaintDetailSerializer, **ERRORS, **NOT_FOUND},
)

TEXT = "客服推诿了三次，再不退款我就打12378投诉！"
TOLD = {
    "polarity": "negative",
    "emotion": "ANGER",
    "intensity": 3.1,
    "category": "FUL04",
    "confidence": 0.514,
    "demands": ["FACT_REFUND"],
    "flags": ["REGULATORY", "REPEAT"],
    "combos": ["C02"],
    "corrected": [],
    "engine_version": "3.1.0+2026.11.10",
    "lexicon_version": "2026.11.2",
    "read_at": "2026-11-22T09:30:00+08:00",
    "detail": {
        "emotion": {"primary": "ANGER", "secondary": None, "distribution": {"ANGER": 0.8731}},
        "flags": [
            {
                "code": "REGULATORY_THREAT",
                "spans": [
                    {"start": 15, "end": 20, "why": "risk", "code": "REGULATORY", "weight": 5}
                ],
            }
        ],
        "unsure_about": [],
    },
}
reading_schema = extend_schema(
    operation_id="read_texts",
    summary=_("Read texts without storing them"),
    description=_(
        "Send one `text`, or up to 100 `texts`. The answer to one is its reading, to many "
        "`results` in their order, each in the form in which readings of complaints stand. "
        "Places of evidence count characters (code points) of the text as sent, from 0. Nothing "
        "is stored and no text is logged. An empty text is read as saying nothing."
    ),
    tags=["readings"],
    parameters=[
        OpenApiParameter(
            "heads",
            int,
            enum=[0, 1],
            default=0,
            description=_("1: `detail.heads` holds what every raw head of the model says, too."),
        )
    ],
    request=shapes.TextsSerializer,
    responses={
        200: PolymorphicProxySerializer(
            "ReadingOrReadings",
            [shapes.ReadingSerializer, shapes.ReadingsSerializer],
            resource_type_field_name=None,
        ),
        **{status: words for status, words in POSTING_ERRORS.items() if status[0] != 409},
        (400, PROBLEM): refused("malformed_json, duplicate_name, invalid_utf8, invalid_parameter"),
        (422, PROBLEM): refused(_("invalid: see errors")),
        (503, PROBLEM): refused(_("unavailable: see Retry-After")),
    },
    examples=[
        example("one text", {"text": TEXT}),
        example("two texts", {"texts": [TEXT, "谢谢，问题已经解决了。"], "channel": "CHAT_ONLINE"}),
        example("its reading, shortened", TOLD, "200"),
    ],
)

"""Texts that are read and not kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from rest_framework.response import Response

from accounts.api import ApiError, KeyRequest
from complaints.api.problems import errors_of, summary
from complaints.api.views import IntakeView
from complaints.domain.intake import MAX_TEXT, Problem
from complaints.services.codes import codes_in_force
from config.api.parameters import refuse_unknown, wrong_parameter
from config.api.schema import reading_schema
from config.api.serializers import MAX_TEXTS, ReadingSerializer
from insights.assist import channel_groups
from sentiment.domain.lexicon import Place
from sentiment.services import read_unstored

REFUSED = 422
HEADS = "heads"
FIELDS = ("text", "texts", "channel", "business_line")


@dataclass(frozen=True, slots=True)
class Asked:
    """The texts, where they were said as far as known, and whether there was a list of them."""

    texts: list[str]
    place: Place
    several: bool


class ReadingView(IntakeView):
    """Read one text or many; nothing of them is stored or logged."""

    required_scope = "readings:read"

    @reading_schema
    @sensitive_variables()
    def post(self, request: KeyRequest) -> Response:
        heads = heads_of(request)
        asked = asked_of(request.data)
        rows = read_unstored(asked.texts, asked.place, heads=heads)
        told = ReadingSerializer(rows, many=True).data
        return Response({"results": told} if asked.several else told[0])


def heads_of(request: KeyRequest) -> bool:
    """`?heads=1`. Raises ApiError `invalid_parameter` for another value or parameter."""
    refuse_unknown(request, {HEADS})
    value = request.query_params.get(HEADS, "0")
    if value not in ("0", "1"):
        raise wrong_parameter(HEADS, _("0 or 1."))
    return value == "1"


@sensitive_variables()
def asked_of(data: Any) -> Asked:
    """What a body asks for. Raises ApiError `invalid` with every mistake in it."""
    if not isinstance(data, dict):
        raise _invalid([Problem("", "not_an_object")])
    given = {name: value for name, value in data.items() if value is not None}
    problems = [*_problems(given)]
    if problems:
        raise _invalid(problems)
    several = "texts" in given
    group = channel_groups().get(given.get("channel", ""), "")
    place = Place(timezone.localdate(), given.get("business_line", ""), group)
    return Asked(given["texts"] if several else [given["text"]], place, several)


def _problems(given: Mapping[str, Any]) -> Iterator[Problem]:
    yield from (Problem(name, "unknown_field") for name in given if name not in FIELDS)
    if ("text" in given) == ("texts" in given):
        yield Problem("text", "one_of")
    if "text" in given:
        yield from _of_text("text", given["text"])
    if "texts" in given:
        yield from _of_list(given["texts"])
    codes = codes_in_force()
    yield from _of_code("channel", given.get("channel", ""), codes.channels)
    yield from _of_code("business_line", given.get("business_line", ""), codes.business_lines)


def _of_list(value: Any) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem("texts", "not_a_list")
    elif not value:
        yield Problem("texts", "empty")
    elif len(value) > MAX_TEXTS:
        yield Problem("texts", "too_many")
    else:
        for index, text in enumerate(value):
            yield from _of_text(f"texts[{index}]", text)


def _of_text(field: str, value: Any) -> Iterator[Problem]:
    """An empty text is one: it is read as saying nothing."""
    if not isinstance(value, str):
        yield Problem(field, "not_a_string")
    elif len(value) > MAX_TEXT:
        yield Problem(field, "too_long", str(len(value)))


def _of_code(field: str, value: Any, known: Any) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(field, "not_a_string")
    elif value and value not in known:
        yield Problem(field, "unknown", value)


def _invalid(problems: list[Problem]) -> ApiError:
    """Too many texts are told with the limit, as too many contacts are."""
    errors = errors_of(problems)
    for error in errors:
        if error["code"] == "too_many":
            error["message"] = _("At most %(limit)d texts at a time.") % {"limit": MAX_TEXTS}
    return ApiError("invalid", summary(len(errors)), status=REFUSED, errors=errors)

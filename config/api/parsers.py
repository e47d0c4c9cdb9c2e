"""JSON as RFC 8259 has it: UTF-8, no name twice, no NaN, numbers that keep their digits."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser

from accounts.api import ApiError

UTF8 = ("", "utf-8", "utf8")


class StrictJSONParser(BaseParser):
    """Refuses with 400, 413 or 415 what other parsers would guess at."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        _type, parameters = parse_header_parameters(media_type or "")
        charset = parameters.get("charset", "")
        if charset.lower() not in UTF8:
            raise UnsupportedMediaType(media_type or "")
        return read_json(read_whole(stream))


def read_whole(stream: IO[bytes]) -> bytes:
    """The bytes of the body, unless there are more than settings allow."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise RequestDataTooBig
    return raw


def read_json(raw: bytes) -> Any:
    """Read a document. Raises ApiError `invalid_utf8`, `duplicate_name`, `malformed_json`."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = _("The body is not UTF-8: see byte %(position)d.") % {"position": error.start}
        raise ApiError("invalid_utf8", words) from error
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        words = _("The body is not JSON: see line %(line)d, column %(column)d.") % place
        raise ApiError("malformed_json", words) from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number of 5,000 digits
        raise ApiError("malformed_json", _("The body holds values beyond all measure.")) from error


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: of two values one would be lost without a word."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ApiError("duplicate_name", _("A name stands twice in one JSON object."))
    return members


def no_constant(name: str) -> NoReturn:
    words = _("%(name)s is not JSON.") % {"name": name}
    raise ApiError("malformed_json", words)


DECODER = json.JSONDecoder(object_pairs_hook=once, parse_float=Decimal, parse_constant=no_constant)

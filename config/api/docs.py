"""The pages of the API: the OpenAPI document, readable without a script."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.api.document import document

Schema = dict[str, Any]
BOLD, CODE = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"`(.+?)`")


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a table: a parameter, or a member of a JSON object by its path."""

    name: str
    kind: str
    required: bool
    words: SafeString


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    name: str
    method: str
    path: str
    summary: str
    words: SafeString
    parameters: list[Field]
    request: list[Field]
    answers: list[tuple[str, str]]
    answer: list[Field]
    examples: list[Example]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """All operations on one page."""
    whole = document(get_language() or "zh-hans")
    context = {
        "words": prose(whole["info"]["description"]),
        "version": whole["info"]["version"],
        "operations": list(operations(whole)),
    }
    return render(request, "api/docs.html", context)


def prose(text: str) -> SafeString:
    """Paragraphs with **bold** and `code`: all the Markdown our description uses."""
    return mark_safe("".join(f"<p>{line(one)}</p>" for one in text.strip().split("\n\n")))  # noqa: S308


def line(text: str) -> SafeString:
    """The same without paragraphs; line ends stay."""
    marked = CODE.sub(r"<code>\1</code>", BOLD.sub(r"<strong>\1</strong>", escape(text)))
    return mark_safe(marked.replace("\n", "<br>"))  # noqa: S308


def operations(whole: Schema) -> Iterator[Operation]:
    """Posts first: nobody reads a result before having sent something."""
    found = [
        (method, path, each)
        for path, methods in whole["paths"].items()
        for method, each in methods.items()
    ]
    for method, path, each in sorted(found, key=lambda one: (one[0] != "post", one[1])):
        yield operation(whole, method, path, each)


def operation(whole: Schema, method: str, path: str, each: Schema) -> Operation:
    request = content(each.get("requestBody", {}))
    good = next(v for status, v in each["responses"].items() if status.startswith("2"))
    return Operation(
        name=each["operationId"],
        method=method.upper(),
        path=path,
        summary=each["summary"],
        words=prose(each.get("description", "")),
        parameters=[parameter(one) for one in each.get("parameters", [])],
        request=list(fields(whole, request.get("schema", {}))),
        answers=[(status, one["description"]) for status, one in each["responses"].items()],
        answer=list(fields(whole, content(good).get("schema", {}))),
        examples=list(examples(each)),
    )


def content(body: Schema) -> Schema:
    """The first content type of a request or an answer; ours have one."""
    return next(iter(body.get("content", {}).values()), {})


def parameter(one: Schema) -> Field:
    words = line(one.get("description", ""))
    return Field(one["name"], kind_of(one["schema"]), one.get("required", False), words)


def fields(whole: Schema, schema: Schema, path: str = "") -> Iterator[Field]:
    """The members of an object, those of objects inside it by their path."""
    schema = resolved(whole, schema)
    if "items" in schema:
        yield from fields(whole, schema["items"], f"{path}[]" if path else "")
    needed = schema.get("required", ())
    for name, value in schema.get("properties", {}).items():
        inner = resolved(whole, value)
        here = f"{path}.{name}" if path else name
        yield Field(here, kind_of(inner), name in needed, line(words_of(value, inner)))
        yield from fields(whole, inner, here)


def resolved(whole: Schema, schema: Schema) -> Schema:
    """Follow references to the named schema they mean."""
    if "allOf" in schema:
        schema = schema["allOf"][0]
    if "oneOf" in schema:
        schema = schema["oneOf"][0]
    if "$ref" in schema:
        return resolved(whole, whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    return schema


def words_of(value: Schema, inner: Schema) -> str:
    """What a member is; of a column whose name says all, that name."""
    for one in (value, inner):
        if words := one.get("description") or one.get("title"):
            return words
    return ""


def kind_of(schema: Schema) -> str:
    """string, integer[] …, with its format and its bounds where there are any."""
    kind = schema.get("type", "object")
    if kind == "array":
        return f"{kind_of(schema['items'])}[]"
    bounds = [
        f"{sign} {schema[name]}"
        for name, sign in (("minimum", "≥"), ("maximum", "≤"), ("maxLength", "≤"))
        if name in schema
    ]
    return " ".join([str(schema.get("format", kind)), *bounds])


def examples(each: Schema) -> Iterator[Example]:
    """Of the request first, then of the answers."""
    bodies = [("", each.get("requestBody", {})), *each["responses"].items()]
    for status, body in bodies:
        for name, one in content(body).get("examples", {}).items():
            text = json.dumps(one["value"], ensure_ascii=False, indent=2)
            yield Example(one.get("summary", name), status, text)

"""The OpenAPI document, built once per language and process."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

RENDERERS = {"yaml": OpenApiYamlRenderer, "json": OpenApiJsonRenderer}


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """YAML, or JSON for who asks for it by `?format=json` or by Accept."""
    asked = request.GET.get("format") or request.headers.get("Accept", "")
    kind = "json" if "json" in asked else "yaml"
    text = rendered(get_language() or "zh-hans", kind)
    return HttpResponse(text, content_type=f"{RENDERERS[kind].media_type}; charset=utf-8")


@lru_cache(maxsize=8)
def rendered(language: str, kind: str) -> bytes:
    text = RENDERERS[kind]().render(document(language))
    return text.encode() if isinstance(text, str) else text


@lru_cache(maxsize=4)
def document(language: str) -> dict[str, Any]:
    """The whole document with its words in one language."""
    with override(language):
        return SchemaGenerator().get_schema(request=None, public=True)

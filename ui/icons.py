"""Outline icons, inlined: no web font, no request, coloured by `currentColor`."""

import re
import sys
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

FOLDER = Path("node_modules", "@tabler", "icons", "icons", "outline")
NAME = re.compile(r"[a-z0-9-]+")
SHAPES = re.compile(r"<(?!svg|/svg)[^>]+>")
FRAME = 'stroke="none"'  # every file begins with an invisible 24x24 frame


class UnknownIcon(LookupError):
    """There is no such file in the icon package."""


def icon(name: str, size: str = "") -> SafeString:
    """The icon as an `<svg>`; a wrong name is an error while developing, nothing in production."""
    try:
        shapes = shapes_of(name)
    except UnknownIcon:
        if settings.DEBUG or "pytest" in sys.modules:
            raise
        return SafeString()
    kind = f" ti-{size}" if size else ""
    return SafeString(
        f'<svg class="ti ti-{name}{kind}" viewBox="0 0 24 24" aria-hidden="true">{shapes}</svg>'
    )


@lru_cache(maxsize=512)
def shapes_of(name: str) -> str:
    """What is drawn inside the icon's frame."""
    file = settings.BASE_DIR / FOLDER / f"{name}.svg"
    if not NAME.fullmatch(name) or not file.is_file():
        raise UnknownIcon(name)
    shapes = SHAPES.findall(file.read_text("utf-8"))
    return "".join(shape for shape in shapes if FRAME not in shape)

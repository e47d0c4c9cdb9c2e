import re
from pathlib import Path

import pytest
from django.conf import settings

from ui.icons import UnknownIcon, icon

NAMED = re.compile(
    r"""<c-(?:icon|nav|tab|tag|note|banner|empty)\b[^>]*?\s(?:name|icon)="([a-z0-9-]+)\""""
)
DEFAULTS = re.compile(r"""<c-vars\b[^>]*?\sicon="([a-z0-9-]+)\"""")


def named_in_templates() -> set[str]:
    texts = [
        file.read_text("utf-8") for file in Path(settings.BASE_DIR, "templates").rglob("*.html")
    ]
    return {name for text in texts for found in (NAMED, DEFAULTS) for name in found.findall(text)}


def test_an_icon_is_inlined_without_its_frame_and_hidden_from_readers():
    svg = icon("check", "sm")

    assert svg.startswith(
        '<svg class="ti ti-check ti-sm" viewBox="0 0 24 24" aria-hidden="true"><path'
    )
    assert 'stroke="none"' not in svg


@pytest.mark.parametrize("name", ["no-such-icon", "../outline/check", ""])
def test_an_unknown_icon_is_an_error(name):
    with pytest.raises(UnknownIcon):
        icon(name)


def test_every_icon_named_in_a_template_exists():
    for name in named_in_templates():
        icon(name)

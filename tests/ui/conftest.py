"""Components are compiled by the loaders, so a test page has to be a file."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string


@pytest.fixture
def template_folder(settings: Any, tmp_path: Path) -> Path:
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(tmp_path)
    settings.TEMPLATES = templates
    return tmp_path


@pytest.fixture
def draw(template_folder: Path, settings: Any) -> Callable[..., str]:
    """Render a piece of a template, in English so that the words are the sources."""

    def render(source: str, **context: Any) -> str:
        (template_folder / "piece.html").write_text(source, "utf-8")
        return render_to_string("piece.html", context).strip()

    settings.LANGUAGE_CODE = "en"
    return render

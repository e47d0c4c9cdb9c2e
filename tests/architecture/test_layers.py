"""The shape of the code, held by machine. `lint-imports` (in `make check`) holds the layers."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from config.local.paths import ROOT
from importlinter.cli import lint_imports

APPS = (
    "config accounts outbox ui complaints sentiment profiling alerts insights benchmarks tests".split()
)
SOURCES = sorted(
    file
    for app in APPS
    for file in ROOT.glob(f"{app}/**/*.py")
    if not {"migrations", "__pycache__"} & set(file.parts)
)
TEMPLATES = sorted(
    file for file in ROOT.glob("**/templates/**/*.html") if "node_modules" not in file.parts
)
TEMPLATES = [file for file in TEMPLATES if ".venv" not in file.parts]
PURE = [file for file in SOURCES if "domain" in file.parts or {"sentiment", "engine"} <= set(file.parts)]
FRAMEWORKS = {"django", "celery", "rest_framework"}
FILE_LIMIT, FUNCTION_LIMIT = 300, 40


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_apps_only_look_down():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_logo=True) == 0


def test_every_app_has_its_place_in_the_layers():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = " | ".join(linter["contracts"][0]["layers"]).split(" | ")

    assert sorted(layers) == sorted(linter["root_packages"])


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_a_file_fits_in_the_head(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= FILE_LIMIT


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_a_function_is_one_sentence(file):
    long = [
        f"{node.name}: {length(node)} lines"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION_LIMIT
    ]

    assert long == []


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("file", PURE, ids=name)
def test_what_decides_knows_no_framework(file):
    assert FRAMEWORKS & set(imported(file)) == set()


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_a_template_has_no_inline_style_script_or_handler(file):
    """The content security policy would drop them, silently for most readers."""
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text(), flags=re.DOTALL)
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and "json" not in tag]

    assert re.findall(r"\sstyle=|<style\b|\son[a-z]+=", text) + scripts == []


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_a_template_loads_nothing_from_elsewhere(file):
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", file.read_text()) == []

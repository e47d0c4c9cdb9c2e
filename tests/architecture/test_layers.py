"""The shape of the code, held by machine. Layers: also `lint-imports` in `make check`."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

from config.local.paths import ROOT

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
FOLDERS = [*LINTER["root_packages"], "benchmarks", "tests"]
SOURCES = [
    file
    for folder in FOLDERS
    for file in sorted((ROOT / folder).rglob("*.py"))
    if not {"migrations", "__pycache__"} & set(file.parts)
]
TEMPLATES = [
    file
    for folder in ("templates", *LINTER["root_packages"])
    for file in sorted((ROOT / folder).rglob("*.html"))
]
FRAMEWORKS = {"django", "celery", "rest_framework"}
FILE_LIMIT, FUNCTION_LIMIT = 300, 40


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_app_has_its_place_in_the_layers():
    layers = " | ".join(LINTER["contracts"][0]["layers"]).split(" | ")

    assert sorted(layers) == sorted(LINTER["root_packages"])


def test_a_file_fits_in_the_head():
    lengths = {place(file): len(file.read_text("utf-8").splitlines()) for file in SOURCES}

    assert {name: length for name, length in lengths.items() if length > FILE_LIMIT} == {}


def test_a_function_is_one_sentence():
    lengths = {
        f"{place(file)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > FUNCTION_LIMIT} == {}


def test_no_words_hide_from_the_translators():
    """The extractor of messages does not look into f-strings."""
    names = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy"}
    hidden = [
        f"{place(file)}:{call.lineno}"
        for file in SOURCES
        for whole in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for call in ast.walk(whole)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in names
        and isinstance(call.args[0], ast.Constant)
    ]

    assert hidden == []


def test_what_decides_knows_no_framework():
    pure = [
        file
        for file in SOURCES
        if "domain" in file.parts[:-1] or place(file).startswith("sentiment/engine/")
        if not place(file).startswith("tests/")
    ]

    assert pure
    assert {place(file) for file in pure if FRAMEWORKS & set(imported(file))} == set()


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def without_comments(file: Path) -> str:
    text = file.read_text("utf-8")
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)


def test_a_template_has_no_inline_style_script_or_handler():
    """The content security policy would drop them, and nobody would be told."""
    found = {place(file): inline_parts(without_comments(file)) for file in TEMPLATES}

    assert {name: parts for name, parts in found.items() if parts} == {}


def inline_parts(text: str) -> list[str]:
    scripts = re.findall(r"<script\b[^>]*>", text)
    inline = [tag for tag in scripts if "src=" not in tag and "json" not in tag]
    return re.findall(r"""\sstyle=["']|<style\b|\son[a-z]+=["']""", text) + inline


def test_a_page_loads_nothing_from_elsewhere():
    elsewhere = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//""")

    assert [place(file) for file in TEMPLATES if elsewhere.search(without_comments(file))] == []


def test_every_package_file_that_a_page_names_is_collected():
    pages = [*TEMPLATES, *(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    named = {
        name
        for file in pages
        for name in re.findall(r"vendor/[\w./-]+\.(?:css|js|woff2?|svg)\b", file.read_text("utf-8"))
    }
    collected = {
        f"{getattr(storage, 'prefix', '') or ''}/{path}".lstrip("/")
        for finder in get_finders()
        for path, storage in finder.list(None)
    }

    assert named - collected == set()

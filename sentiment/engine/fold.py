"""One form for many spellings: width, case, traditional. Every character keeps its place."""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
SPACE, REPLACEMENT = 0x20, 0xFFFD
SURROGATES = range(0xD800, 0xE000)


def _full_width() -> dict[int, int]:
    return {0x3000: SPACE} | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _controls() -> dict[int, int]:
    return {code: SPACE for code in range(0x20) if code != ord("\n")}


@cache
def _traditional() -> dict[int, int]:
    pairs = json.loads((DATA / "folding.json").read_text(encoding="utf-8"))
    return {ord(a): ord(b) for a, b in zip(pairs["traditional"], pairs["simplified"], strict=True)}


@cache
def _width_only() -> dict[int, int]:
    return _full_width() | _traditional()


def _lower(code: int) -> int:
    return code + 32 if ord("A") <= code <= ord("Z") else code


@cache
def folding() -> dict[int, int]:
    """The folded code point of every code point that changes."""
    lone = dict.fromkeys(SURROGATES, REPLACEMENT)  # a lone surrogate has no UTF-8 form
    capitals = {code: code for code in range(ord("A"), ord("Z") + 1)}
    pairs = capitals | _width_only() | _controls() | lone
    return {source: _lower(target) for source, target in pairs.items()}


def fold(text: str) -> str:
    """Fold one text; the result has the same number of characters."""
    return text.translate(folding())


def fold_pattern(pattern: str) -> str:
    """Fold the characters of a regular expression but not its case: \\S and \\s are two things."""
    return pattern.translate(_width_only())

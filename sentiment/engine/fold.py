"""One form for many spellings: width, case, traditional. Every character keeps its place."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
SPACE, REPLACEMENT = 0x20, 0xFFFD
SEPARATOR = 0  # stands before and after every text of a batch, and never inside one


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts in folded form, once as strings and once as one array of code points."""

    folded: list[str]
    codes: np.ndarray  # uint32: 0 text 0 0 text 0 … 0
    lengths: np.ndarray  # int64, characters of each text


def _full_width() -> dict[int, int]:
    return {0x3000: SPACE} | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _controls() -> dict[int, int]:
    return {code: SPACE for code in range(0x20) if code != ord("\n")}


@cache
def _traditional() -> dict[int, int]:
    pairs = json.loads((DATA / "folding.json").read_text(encoding="utf-8"))
    return {ord(a): ord(b) for a, b in zip(pairs["traditional"], pairs["simplified"], strict=True)}


@cache
def _table() -> np.ndarray:
    """The folded code point of every code point, as an array of 0x110000 entries."""
    table = np.arange(0x110000, dtype=np.uint32)
    table[0xD800:0xE000] = REPLACEMENT  # a lone surrogate has no UTF-8 form
    for source, target in (_full_width() | _controls() | _traditional()).items():
        table[source] = target
    upper = (table >= ord("A")) & (table <= ord("Z"))
    table[upper] += 32
    return table


@cache
def _width_only() -> dict[int, int]:
    return _full_width() | _traditional()


def fold_batch(texts: Sequence[str]) -> Batch:
    """Fold many texts at once.

    Args: texts, any Python strings (NUL, controls, lone surrogates allowed).
    Returns: a Batch in the same order; folded[i] has exactly len(texts[i]) characters.
    """
    joined = "\0" + "\0\0".join(texts) + "\0\0"
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    starts = np.zeros(len(texts), dtype=np.int64)
    np.cumsum(lengths[:-1] + 2, out=starts[1:])
    codes = _table()[raw]
    codes[starts] = SEPARATOR
    codes[starts + lengths + 1] = SEPARATOR
    codes[-1] = SEPARATOR
    whole = codes.astype("<u4").tobytes().decode("utf-32-le")
    folded = [
        whole[s + 1 : s + 1 + n] for s, n in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]
    return Batch(folded, codes, lengths)


def fold(text: str) -> str:
    """Fold one text; the result has the same number of characters."""
    return fold_batch([text]).folded[0]


def fold_pattern(pattern: str) -> str:
    """Fold the characters of a regular expression but not its case: \\S and \\s are two things."""
    return pattern.translate(_width_only())

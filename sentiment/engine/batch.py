"""Many texts folded at once, by one table: much faster than one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from .fold import folding

CODE_POINTS = 0x110000
SEPARATOR = 0  # stands before and after every text of a batch, and never inside one


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts in folded form, once as strings and once as one array of code points."""

    folded: list[str]
    codes: np.ndarray  # uint32: 0 text 0 0 text 0 … 0
    lengths: np.ndarray  # int64, characters of each text


@cache
def _table() -> np.ndarray:
    """The folded code point of every code point."""
    table = np.arange(CODE_POINTS, dtype=np.uint32)
    table[list(folding())] = list(folding().values())
    return table


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

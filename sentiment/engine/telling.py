"""The telling words of a text, for people to read."""

import json
import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

from .fold import DATA
from .words import normal

try:
    from rjieba import cut
except ImportError:  # pragma: no cover
    from jieba import cut  # type: ignore[no-redef]

WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z][a-z0-9]{1,}")
USUAL_IDF = 11.0  # a word the frequency list does not know is a rare one
LONGEST = 20_000  # characters looked at


@cache
def _idf() -> dict[str, float]:
    """Word rarity from the list that comes with jieba (MIT); empty when jieba is not installed."""
    package = find_spec("jieba")
    if package is None or package.origin is None:
        return {}
    path = Path(package.origin).parent / "analyse" / "idf.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {word: float(idf) for word, _, idf in (line.partition(" ") for line in lines) if idf}


@cache
def _stop_words() -> frozenset[str]:
    data = json.loads((DATA / "stop_words.json").read_text(encoding="utf-8"))
    return frozenset(data["words"])


def keywords(text: str, k: int = 8) -> list[str]:
    """The k words that say most about a text, best first, for display."""
    words = [word for word in cut(normal(text[:LONGEST])) if WORD.fullmatch(word)]
    counted = Counter(word for word in words if word not in _stop_words())
    idf = _idf()
    score = {word: (1 + log(n)) * idf.get(word, USUAL_IDF) for word, n in counted.items()}
    return sorted(score, key=lambda word: (-score[word], words.index(word)))[:k]

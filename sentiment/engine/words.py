"""Words for people (keywords) and for the index (search tokens)."""

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import log
from pathlib import Path

from .fold import DATA, fold

try:
    from rjieba import cut
except ImportError:  # pragma: no cover
    from jieba import cut  # type: ignore[no-redef]

RUN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|([a-z0-9]+)")
WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z][a-z0-9]{1,}")
USUAL_IDF = 11.0  # a word the frequency list does not know is a rare one
LONGEST = 20_000  # characters looked at for keywords


def _normal(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return fold(unicodedata.normalize("NFKC", plain).lower())


def search_tokens(text: str) -> set[str]:
    """Tokens for a search index.

    Args: text, any string.
    Returns: every two neighbouring Chinese characters, the last one of a run alone (so that every
    character begins a token, and a prefix search finds it), and Latin or digit words; all in
    folded form (NFKC, lower case, simplified).
    """
    ends = {chinese[-1] for chinese, _ in RUN.findall(_normal(text)) if chinese}
    return query_tokens(text) | ends


def query_tokens(query: str) -> set[str]:
    """Tokens a text must all have to match a query; a lone character asks for a prefix search."""
    tokens: set[str] = set()
    for chinese, latin in RUN.findall(_normal(query)):
        if latin:
            tokens.add(latin)
        elif len(chinese) == 1:
            tokens.add(chinese)
        else:
            tokens.update(map("".join, pairwise(chinese)))
    return tokens


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
    words = [word for word in cut(_normal(text[:LONGEST])) if WORD.fullmatch(word)]
    counted = Counter(word for word in words if word not in _stop_words())
    idf = _idf()
    score = {word: (1 + log(n)) * idf.get(word, USUAL_IDF) for word, n in counted.items()}
    return sorted(score, key=lambda word: (-score[word], words.index(word)))[:k]

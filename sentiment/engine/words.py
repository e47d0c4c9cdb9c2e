"""Tokens for a search index; needs neither a model nor a word cutter."""

import re
import unicodedata
from itertools import pairwise

from .fold import fold

RUN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|([a-z0-9]+)")

LONGEST = 100  # letters of a Latin word that count; PostgreSQL refuses words over 2,046 bytes


def normal(text: str) -> str:
    """The form words are compared in: NFKC, lower case, simplified, without lone surrogates."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return fold(unicodedata.normalize("NFKC", plain).lower())


def search_tokens(text: str) -> set[str]:
    """Tokens for a search index.

    Args: text, any string.
    Returns: every two neighbouring Chinese characters, the last one of a run alone (so that every
    character begins a token, and a prefix search finds it), and Latin or digit words, cut
    after a hundred letters; all in folded form (NFKC, lower case, simplified).
    """
    ends = {chinese[-1] for chinese, _ in RUN.findall(normal(text)) if chinese}
    return query_tokens(text) | ends


def query_tokens(query: str) -> set[str]:
    """Tokens a text must all have to match a query; a lone character asks for a prefix search."""
    tokens: set[str] = set()
    for chinese, latin in RUN.findall(normal(query)):
        if latin:
            tokens.add(latin[:LONGEST])
        elif len(chinese) == 1:
            tokens.add(chinese)
        else:
            tokens.update(map("".join, pairwise(chinese)))
    return tokens

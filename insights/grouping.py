"""Key phrases that stand in the same texts, grouped into topics: plain arithmetic, no chance in it.

A phrase is a word or two neighbouring words. How near two phrases are is the cosine of the texts
they stand in; phrases near each other on average are one topic.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform

from sentiment.domain.boilerplate import is_template, look
from sentiment.engine.fold import fold
from sentiment.engine.wording import (
    background,
    count_words,
    names_person,
    phrases,
    rank,
    says_little,
)

PHRASES = 160  # key phrases that are grouped
LEAST = 3  # texts: what fewer people said is not shown, for it may tell of one
NEAR = 0.3  # average cosine from which phrases are one topic
WHOLE = 0.8  # a word that stands this often in a longer phrase is told by that
NAMED = 6  # phrases by which a topic is found again
TITLE = 3  # of them in its name


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one topic, the most telling first, and how many of the texts looked at it has."""

    phrases: tuple[str, ...]
    texts: int

    @property
    def name(self) -> tuple[str, ...]:
        """Its first phrases, none of them a part of another."""
        named: list[str] = []
        for one in self.phrases:
            if len(named) < TITLE and not any(one in other or other in one for other in named):
                named.append(one)
        return tuple(named)


def groups(rows: Sequence[tuple[str, str]]) -> list[Group]:
    """Topics of texts, given with their categories; those of most texts first."""
    found = _key_phrases(rows)
    if len(found) < 2:
        return []
    table = _table(rows, found)
    numbers = _clusters(table)
    made = [_group(table, found, numbers == number) for number in range(1, numbers.max() + 1)]
    return sorted(
        (one for one in made if len(one.phrases) > 1 and one.texts >= LEAST),
        key=lambda one: (-one.texts, one.phrases),
    )


def _key_phrases(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Words and pairs by TF-IDF, without names, templates, and words told by a longer phrase."""
    counts = count_words(text for text, _ in rows)
    pairs = dict(phrases(counts, least=LEAST))
    weight = dict(rank(counts, least=LEAST))
    common = background()
    weight |= {pair: n * common.rarity(pair) for pair, n in pairs.items()}
    often = counts.words + Counter(pairs)
    ranked = sorted(weight, key=lambda word: (-weight[word], word))[: 3 * PHRASES]
    told = [word for word in ranked if not (names_person(word) or says_little(word))]
    now, before = look(rows, told), look((), told)
    told = [word for word in told if not is_template(word, now, before)][: 2 * PHRASES]
    whole = [word for word in told if not _inside(word, told, often)]
    return whole[:PHRASES]


def _inside(word: str, others: list[str], often: Counter[str]) -> bool:
    longer = (other for other in others if word in other and other != word)
    return any(often[other] >= WHOLE * often[word] for other in longer)


def _table(rows: Sequence[tuple[str, str]], found: list[str]) -> csr_matrix:
    """Texts by phrases, 1 where a phrase stands in a text."""
    texts = [fold(text) for text, _ in rows]
    places = [
        (row, at) for row, text in enumerate(texts) for at, word in enumerate(found) if word in text
    ]
    at = np.array(places, dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(at), dtype=np.float32)
    return csr_matrix((ones, (at[:, 0], at[:, 1])), shape=(len(texts), len(found)))


def _clusters(table: csr_matrix) -> np.ndarray:
    """The number of each phrase's cluster: average linkage over 1 - cosine."""
    both = (table.T @ table).toarray()
    size = np.sqrt(np.maximum(both.diagonal(), 1))
    away = np.clip(1 - both / np.outer(size, size), 0, 1)
    np.fill_diagonal(away, 0)
    tree = linkage(squareform(away, checks=False), method="average")
    return fcluster(tree, 1 - NEAR, criterion="distance")


def _group(table: csr_matrix, found: list[str], chosen: np.ndarray) -> Group:
    columns = np.flatnonzero(chosen)[:NAMED]  # phrases come by weight
    held = np.asarray((table[:, columns] > 0).sum(axis=1)).ravel()
    return Group(tuple(found[at] for at in columns), int((held >= min(2, len(columns))).sum()))

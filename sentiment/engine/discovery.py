"""Strings that behave like words: often said, held together inside, free to both sides."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from .batch import fold_batch
from .fold import DATA
from .wording import cut_words, in_dictionary, names_person, stop_words

SHORTEST, LONGEST = 2, 6  # characters of a candidate
MOST_CHARS = 2_000_000  # looked at in one search; a run needs about 100 bytes a character
HAN = (0x4E00, 0x9FFF)
COMPOUND = 0.5  # what two known words beside each other are worth against a word nobody knows
type_of_listener = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a string must show. Cohesion and entropy are in nats."""

    count: int = 8
    texts: int = 4
    cohesion: float = 2.5
    entropy: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string with what speaks for it."""

    word: str
    count: int
    texts: int
    cohesion: float  # pointwise mutual information of the loosest cut through it
    left: float  # entropy of the characters before it
    right: float  # and after it

    @property
    def freedom(self) -> float:
        return min(self.left, self.right)

    @property
    def score(self) -> float:
        """How much it looks like a word; more in few texts is worth less than some in many."""
        return float(np.log1p(self.texts) * self.cohesion * self.freedom)


@dataclass(frozen=True, slots=True)
class _Level:
    """All strings of one length: the number of the string at each place, -1 for none or rare."""

    ids: np.ndarray
    counts: np.ndarray
    first: np.ndarray  # where each string stands for the first time


def discover(
    texts: Sequence[str],
    demand: Demand = Demand(),  # frozen
    *,
    tell: type_of_listener = lambda done, total: None,
) -> list[Candidate]:
    """Find candidates, the most word-like first.

    Args: texts, any strings, cut off together after MOST_CHARS characters; tell, hears of
    every length done.
    Returns: strings of two to six Chinese characters. Those that only occur inside a longer
    candidate are left out.
    """
    codes, owner = _characters(texts)
    if codes.size == 0:
        return []
    steps = LONGEST + 1
    levels = [_single(codes)]
    tell(1, steps)
    found: list[Candidate] = []
    for size in range(2, LONGEST + 1):
        levels.append(_longer(levels, size, 1 if size == SHORTEST else demand.count))
        tell(size, steps)
        found += _candidates(levels, size, codes, owner, demand)
    tell(steps, steps)
    return sorted(_whole(found), key=lambda one: (-one.score, one.word))


def _characters(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Folded characters of all texts with a 0 between, and the text each belongs to."""
    kept: list[str] = []
    left = MOST_CHARS
    for text in texts:
        if left <= 0:
            break
        kept.append(text[:left])
        left -= len(text)
    if not kept:
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int32)
    batch = fold_batch(kept)
    codes = batch.codes.copy()
    codes[(codes < HAN[0]) | (codes > HAN[1])] = 0  # a word of ours holds nothing else
    owner = np.repeat(np.arange(len(kept), dtype=np.int32), batch.lengths + 2)
    return codes, np.append(owner, np.int32(len(kept)))[: codes.size]


def _single(codes: np.ndarray) -> _Level:
    _, first, ids, counts = np.unique(
        codes, return_index=True, return_inverse=True, return_counts=True
    )
    ids = ids.astype(np.int64)
    ids[codes == 0] = -1
    return _Level(ids, counts, first)


def _longer(levels: list[_Level], size: int, least: int) -> _Level:
    """Strings one longer: that which begins here and the last character of it."""
    before, single = levels[-1].ids, levels[0].ids
    last = np.full_like(single, -1)
    if single.size >= size:
        last[: single.size - size + 1] = single[size - 1 :]
    places = np.flatnonzero((before >= 0) & (last >= 0))
    keys = before[places] * len(levels[0].counts) + last[places]
    _, first, inverse, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    often = counts >= least
    numbers = np.where(often, np.cumsum(often) - 1, -1)
    ids = np.full_like(single, -1)
    ids[places] = numbers[inverse]
    return _Level(ids, counts[often], places[first[often]])


def _candidates(
    levels: list[_Level], size: int, codes: np.ndarray, owner: np.ndarray, demand: Demand
) -> list[Candidate]:
    level = levels[size - 1]
    if level.counts.size == 0:
        return []
    cohesion = _cohesion(levels, size)
    texts = _texts(level, owner)
    good = (level.counts >= demand.count) & (texts >= demand.texts)
    good &= cohesion >= demand.cohesion
    left, right = _entropy(level, codes, -1), _entropy(level, codes, size)
    good &= np.minimum(left, right) >= demand.entropy
    return [
        Candidate(
            "".join(map(chr, codes[level.first[n] : level.first[n] + size].tolist())),
            int(level.counts[n]), int(texts[n]),
            float(cohesion[n]), float(left[n]), float(right[n]),
        )
        for n in np.flatnonzero(good).tolist()
    ]  # fmt: skip


def _cohesion(levels: list[_Level], size: int) -> np.ndarray:
    """log p(ab) / p(a)p(b) of the cut that holds least; a part of a frequent string is frequent."""
    level = levels[size - 1]
    total = float((levels[0].ids >= 0).sum())
    weakest = np.full(level.counts.size, np.inf)
    for cut in range(1, size):
        head = levels[cut - 1].ids[level.first]
        tail = levels[size - cut - 1].ids[level.first + cut]
        parts = levels[cut - 1].counts[head] * levels[size - cut - 1].counts[tail].astype(float)
        weakest = np.minimum(weakest, np.log(level.counts * total / parts))
    return weakest


def _texts(level: _Level, owner: np.ndarray) -> np.ndarray:
    """In how many texts each string stands."""
    places = np.flatnonzero(level.ids >= 0)
    pairs = np.unique(level.ids[places] * (int(owner[-1]) + 1) + owner[places])
    return np.bincount(pairs // (int(owner[-1]) + 1), minlength=level.counts.size)


def _entropy(level: _Level, codes: np.ndarray, step: int) -> np.ndarray:
    """Entropy of the neighbours. A text's end or a mark is a new neighbour every time."""
    places = np.flatnonzero(level.ids >= 0)
    beside = codes[np.clip(places + step, 0, codes.size - 1)].astype(np.int64)
    ids = level.ids[places]
    edge = beside == 0
    keys, counts = np.unique(ids[~edge] * 0x10000 + beside[~edge], return_counts=True)
    share = counts / level.counts[keys // 0x10000]
    size = level.counts.size
    inside = np.bincount(keys // 0x10000, weights=-share * np.log(share), minlength=size)
    edges = np.bincount(ids[edge], minlength=size)
    return inside + edges / level.counts * np.log(level.counts)


def _whole(found: list[Candidate]) -> Iterable[Candidate]:
    """Without those that stand (nearly) always inside a longer one."""
    inside: dict[str, int] = {}
    for one in found:
        for start in range(len(one.word)):
            for end in range(start + SHORTEST, len(one.word) + 1):
                part = one.word[start:end]
                if part != one.word:
                    inside[part] = max(inside.get(part, 0), one.count)
    return (one for one in found if inside.get(one.word, 0) < 0.7 * one.count)


@cache
def _loose() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that no word of its own begins with, and that none ends with."""
    data = json.loads((DATA / "stop_words.json").read_text(encoding="utf-8"))
    return frozenset(data["opens"]), frozenset(data["closes"])


def unlisted(found: Iterable[Candidate], known: frozenset[str]) -> list[Candidate]:
    """Candidates that no dictionary and no list has, that name nobody and are no loose ends.

    Args: known, words of the lexicon and words decided before, in folded form.
    Returns: the most word-like first; two known words beside each other count for half.
    """
    good = [one for one in found if one.word not in known and _stands(one.word)]
    return sorted(good, key=lambda one: (-one.score * _worth(one.word), one.word))


def _stands(word: str) -> bool:
    opens, closes = _loose()
    loose = word[0] in opens or word[-1] in closes or "的" in word or word in stop_words()
    return not (loose or in_dictionary(word) or names_person(word))


def _worth(word: str) -> float:
    pieces = next(cut_words([word]))
    return COMPOUND if all(len(piece) > 1 for piece in pieces) else 1.0

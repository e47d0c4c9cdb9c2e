"""One pass over a batch for every word of every list, and what each find means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from .batch import Batch
from .finder import Finder
from .fold import fold
from .signs import Signs

RISK, CONTEXT, EMOTION, CATEGORY, DEMAND, MOTIVE, ASK, PRODUCT, ORDER, CONTACTED = range(10)
TIME, PROMISE, NEED, FRAME = range(10, 14)
CHANNELS = 14
PAIR = "…"  # joins the halves of a pair
PAIR_REACH = 12  # characters between the halves of "A…B"
SENTENCE_END = re.compile(r"[。!?;\n]")
MOST_LETTERS = 255  # longer words are found alike, only their order among nested ones is open
_START, _END = itemgetter(0), itemgetter(1)


class Role(NamedTuple):
    """What a word means when it is found."""

    channel: int
    code: str
    weight: float
    word: str = ""


class Found(NamedTuple):
    """A word at its place."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, or two halves joined by "…", and its role."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Finds:
    """All finds of a batch, ordered by end, then longest first; places count code points of it."""

    start: np.ndarray
    end: np.ndarray
    role: np.ndarray  # number of the role; those of one channel stand together


@dataclass(frozen=True, slots=True)
class _Hits:
    """Words found, before their meaning: by end, then longest first."""

    start: np.ndarray
    end: np.ndarray
    word: np.ndarray


class Scanner:
    """All words of all lists. Read-only after construction, so thread-safe."""

    def __init__(self, entries: Iterable[Entry]):
        plain: dict[str, list[Role]] = {}
        opens: dict[str, int] = {}
        closes: dict[str, list[tuple[int, Role]]] = {}
        for entry in entries:
            first, dots, second = fold(entry.text).partition(PAIR)
            if dots and second and first:
                number = opens.setdefault(first, len(opens))
                closes.setdefault(second, []).append((number, entry.role))
            else:
                plain.setdefault(first or second, []).append(entry.role)
        words = list({**plain, **opens, **closes})
        self._finder = Finder(words)
        self._digits = np.array([_whole(word, plain.get(word, ())) for word in words], dtype=bool)
        self._opens = np.array([opens.get(word, -1) for word in words], dtype=np.int64)
        every = [role for word in words for role in plain.get(word, ())]
        every += [role for word in words for _, role in closes.get(word, ())]
        order = sorted(range(len(every)), key=lambda at: every[at].channel)
        self.roles: tuple[Role, ...] = tuple(every[at] for at in order)
        channels = [role.channel for role in self.roles]
        self.bounds = np.searchsorted(channels, range(CHANNELS + 1)).tolist()
        place = np.argsort(order)
        self._plain = _Rows([len(plain.get(word, ())) for word in words], place)
        paired = place[len(self._plain.values) :]
        self._closes = _Rows([len(closes.get(word, ())) for word in words], paired)
        self._partner = np.array(
            [first for word in words for first, _ in closes.get(word, ())], dtype=np.int64
        )

    def scan(self, batch: Batch, signs: Signs) -> Finds:
        """Find every word of a batch, `signs` being those of its codes."""
        hits = self._hits(batch.codes)
        at, rows = self._plain.expand(hits.word)
        start, end, role = hits.start[at], hits.end[at], self._plain.values[rows]
        opened, closed, pair = self._pairs(hits, signs)
        if len(pair):
            order = np.argsort(np.concatenate([2 * at, 2 * closed + 1]), kind="stable")
            start = np.concatenate([start, hits.start[opened]])[order]
            end = np.concatenate([end, hits.end[closed]])[order]
            role = np.concatenate([role, pair])[order]
        return Finds(start, end, role)

    def of(self, finds: Finds, channel: int) -> np.ndarray:
        """The numbers of the finds of a channel."""
        first, last = self.bounds[channel], self.bounds[channel + 1]
        return np.flatnonzero((finds.role >= first) & (finds.role < last))

    def _hits(self, codes: np.ndarray) -> _Hits:
        start, word = self._finder.find(codes)
        if self._digits.any():
            start, word = _outside_numbers(codes, start, word, self._digits, self._finder.lengths)
        length = self._finder.lengths.take(word)
        end = start + length
        order = np.argsort(end * (MOST_LETTERS + 1) - np.minimum(length, MOST_LETTERS))
        return _Hits(start[order], end[order], word[order])

    def _pairs(self, hits: _Hits, signs: Signs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pairs of halves: numbers of the hits that open and close them, and their roles.

        The last first half counts, if it stands near and in the same sentence.
        """
        first = self._opens.take(hits.word)
        opening = np.flatnonzero(first >= 0)
        closing = np.flatnonzero(self._closes.counts.take(hits.word))
        if len(opening) and len(closing):
            closing = closing[_near(hits, opening, closing)]
        if not len(opening) or not len(closing):
            nothing = np.empty(0, dtype=np.int64)
            return nothing, nothing, nothing
        at, rows = self._closes.expand(hits.word[closing])
        closed, wanted = closing[at], self._partner[rows]
        size = len(hits.word)
        keys = np.sort(first[opening] * size + opening)
        place = np.searchsorted(keys, wanted * size + closed) - 1
        opened = keys[place] % size
        gap = hits.start[closed] - hits.end[opened]
        fits = (place >= 0) & (keys[place] // size == wanted) & (gap >= 0) & (gap <= PAIR_REACH)
        opened, closed, rows = opened[fits], closed[fits], rows[fits]
        ends = signs.sentences
        whole = ends[hits.start[closed]] == ends[hits.end[opened]]
        return opened[whole], closed[whole], self._closes.values[rows[whole]]


def _whole(word: str, roles: Sequence[Role]) -> bool:
    """True for a word such as 12315, which must not stand inside a longer number."""
    edge = word[0].isdigit() or word[-1].isdigit()
    return edge and any(role.channel != NEED for role in roles)


class _Rows:
    """Rows of numbers of different length, one per word."""

    def __init__(self, counts: list[int], values: np.ndarray):
        self.counts = np.array(counts, dtype=np.int64)
        self.values = values[: int(self.counts.sum())]
        self._first = np.cumsum(self.counts) - self.counts

    def expand(self, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For every number of every word's row: the place of the word given, and of the number."""
        counts = self.counts.take(words)
        at = np.repeat(np.arange(len(words)), counts)
        before = np.cumsum(counts) - counts
        return at, np.arange(len(at)) + (self._first.take(words) - before)[at]


def _near(hits: _Hits, opening: np.ndarray, closing: np.ndarray) -> np.ndarray:
    """Which closing halves have any first half in reach; both are ordered by end."""
    ends = hits.end[opening]
    place = np.searchsorted(ends, hits.start[closing], side="right") - 1
    return (place >= 0) & (hits.start[closing] - ends[place] <= PAIR_REACH)


def _outside_numbers(
    codes: np.ndarray, start: np.ndarray, word: np.ndarray, digits: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Without words such as 12315 that stand inside a longer number."""
    suspects = np.flatnonzero(digits.take(word))
    inside = [
        at
        for at, first, last in zip(
            suspects.tolist(),
            start[suspects].tolist(),
            (start[suspects] + lengths[word[suspects]]).tolist(),
            strict=True,
        )
        if (_digit(codes, first) and _digit(codes, first - 1))
        or (_digit(codes, last - 1) and _digit(codes, last))
    ]
    return (np.delete(start, inside), np.delete(word, inside)) if inside else (start, word)


def _digit(codes: np.ndarray, at: int) -> bool:
    return chr(codes[at]).isdigit()


def longest(found: Sequence[Found]) -> list[Found]:
    """Keep the longest words: what lies inside or across a kept one goes, equal places stay.

    Pairs ("A…B") always stay and hide nothing: the text between their halves is not theirs.
    """
    if len(found) < 2:
        return list(found)
    kept: list[Found] = []
    start, end = -1, -1
    by_end = sorted(found, key=_END, reverse=True)  # two plain sorts are faster than one of pairs
    for one in sorted(by_end, key=_START):
        if PAIR in one[2].word:
            kept.append(one)
        elif one[0] >= end or (one[0] == start and one[1] == end):
            kept.append(one)
            start, end = one[0], one[1]
    return kept


def kept_longest(start: np.ndarray, end: np.ndarray, pair: np.ndarray) -> np.ndarray:
    """The same of many finds at once: numbers of those kept, by start, then longest first.

    Args: start, end, pair (True for pairs), each of all finds; texts and channels must not meet.
    """
    order = np.argsort(start * (MOST_LETTERS + 1) - np.minimum(end - start, MOST_LETTERS),
                       kind="stable")  # fmt: skip
    keep = pair[order]
    left = np.flatnonzero(~keep)
    while len(left):
        first, last = start[order[left]], end[order[left]]
        reach = np.maximum.accumulate(last)
        new = np.ones(len(left), dtype=bool)
        new[1:] = first[1:] >= reach[:-1]
        heads = np.flatnonzero(new)
        head = heads[np.cumsum(new) - 1]  # every find's head: the first of those it may overlap
        keep[left[(first == first[head]) & (last == last[head])]] = True
        left = left[first >= last[head]]
    return order[keep]

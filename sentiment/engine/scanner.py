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
TIME, PROMISE, NEED, FRAME, FLAG = range(10, 15)
CHANNELS = 15
CHANNEL_NUMBERS = np.arange(CHANNELS + 1, dtype=np.int8)
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


class Finds(NamedTuple):
    """Finds of a batch. Places count its code points; the number of a role tells the channel."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    role: np.ndarray

    def some(self, which: slice | np.ndarray) -> "Finds":
        """Some of them."""
        return Finds(self.text[which], self.start[which], self.end[which], self.role[which])


class _Hits(NamedTuple):
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
        self._any_digits = bool(self._digits.any())
        self._opens = np.array([opens.get(word, -1) for word in words], dtype=np.int64)
        every = [role for word in words for role in plain.get(word, ())]
        every += [role for word in words for _, role in closes.get(word, ())]
        order = sorted(range(len(every)), key=lambda at: every[at].channel)
        self.roles: tuple[Role, ...] = tuple(every[at] for at in order)
        self.channel = np.array([role.channel for role in self.roles], dtype=np.int8)
        place = np.argsort(order)
        self._plain = _Rows([len(plain.get(word, ())) for word in words], place)
        paired = place[len(self._plain.values) :]
        self._closes = _Rows([len(closes.get(word, ())) for word in words], paired)
        self._partner = np.array(
            [first for word in words for first, _ in closes.get(word, ())], dtype=np.int64
        )

    def scan(self, batch: Batch, signs: Signs) -> "Scan":
        """Find every word of a batch, `signs` being those of its codes."""
        start, word = self._finder.find(batch.codes)
        if self._any_digits:
            start, word = _outside_numbers(
                batch.codes, start, word, self._digits, self._finder.lengths
            )
        end = start + self._finder.lengths.take(word)
        order = _by_start(start, end)
        at, rows = self._plain.expand(word[order])
        first, last = start[order][at], end[order][at]
        role = self._plain.values[rows]
        opened, closed, pair = self._pairs(_by_end(start, end, word), signs)
        if len(pair):
            first, last = np.concatenate([first, opened]), np.concatenate([last, closed])
            order = _by_start(first, last)
            first, last, role = first[order], last[order], np.concatenate([role, pair])[order]
        channel = self.channel.take(role)
        order = channel.argsort(kind="stable")
        edges = channel[order].searchsorted(CHANNEL_NUMBERS).tolist()
        first = first[order]
        text = text_of(first, batch.lengths)
        return Scan(self.roles, Finds(text, first, last[order], role[order]), edges)

    def _pairs(self, hits: _Hits, signs: Signs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pairs of halves: where they begin and end, and their roles.

        The last first half counts, if it stands near and in the same sentence.
        """
        first = self._opens.take(hits.word)
        opening = (first >= 0).nonzero()[0]
        closing = self._closes.counts.take(hits.word).nonzero()[0]
        if len(opening) and len(closing):
            closing = closing[_near(hits, opening, closing)]
        if not len(opening) or not len(closing):
            nothing = np.empty(0, dtype=np.int64)
            return nothing, nothing, nothing
        at, rows = self._closes.expand(hits.word[closing])
        closed, wanted = closing[at], self._partner[rows]
        size = len(hits.word)
        keys = first[opening] * size + opening
        keys.sort()
        place = keys.searchsorted(wanted * size + closed) - 1
        opened = keys[place] % size
        gap = hits.start[closed] - hits.end[opened]
        fits = (place >= 0) & (keys[place] // size == wanted) & (gap >= 0) & (gap <= PAIR_REACH)
        opened, closed, rows = opened[fits], closed[fits], rows[fits]
        ends = signs.sentences
        whole = ends[hits.start[closed]] == ends[hits.end[opened]]
        opened, closed = opened[whole], closed[whole]
        return hits.start[opened], hits.end[closed], self._closes.values[rows[whole]]


def _whole(word: str, roles: Sequence[Role]) -> bool:
    """True for a word such as 12315, which must not stand inside a longer number."""
    edge = word[0].isdigit() or word[-1].isdigit()
    return edge and any(role.channel != NEED for role in roles)


@dataclass(frozen=True, slots=True)
class Scan:
    """All finds of a batch, by channel, then by start, then longest first."""

    roles: Sequence[Role]
    finds: Finds
    edges: list[int]  # where each channel begins

    def of(self, first: int, last: int | None = None) -> Finds:
        """The finds of a channel, or of those from `first` to `last`."""
        return self.finds.some(slice(self.edges[first], self.edges[(last or first) + 1]))

    def lists(self, channel: int, base: np.ndarray) -> dict[int, list[Found]]:
        """The finds of a channel as lists, by the number of the text. `base`: where texts begin."""
        finds, roles = self.of(channel), self.roles
        first = base[finds.text]
        lists: dict[int, list[Found]] = {}
        for text, start, end, role in zip(
            finds.text.tolist(),
            (finds.start - first).tolist(),
            (finds.end - first).tolist(),
            finds.role.tolist(),
            strict=True,
        ):
            one = Found(start, end, roles[role])
            if text in lists:
                lists[text].append(one)
            else:
                lists[text] = [one]
        return lists


def text_of(places: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The number of the text each place of a batch lies in."""
    if len(lengths) == 1:
        return np.zeros(len(places), dtype=np.int64)
    return (lengths + 2).cumsum().searchsorted(places, side="right")


def _by_start(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The order by start, then longest first. Finds come in sorted runs, one a length: fast."""
    length = np.minimum(end - start, MOST_LETTERS)
    return (start * (MOST_LETTERS + 1) - length).argsort(kind="stable")


def _by_end(start: np.ndarray, end: np.ndarray, word: np.ndarray) -> _Hits:
    """Hits by end, then longest first."""
    length = np.minimum(end - start, MOST_LETTERS)
    order = (end * (MOST_LETTERS + 1) - length).argsort(kind="stable")
    return _Hits(start[order], end[order], word[order])


class _Rows:
    """Rows of numbers of different length, one per word."""

    def __init__(self, counts: list[int], values: np.ndarray):
        self.counts = np.array(counts, dtype=np.int64)
        self.values = values[: int(self.counts.sum())]
        self._first = np.cumsum(self.counts) - self.counts

    def expand(self, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For every number of every word's row: the place of the word given, and of the number."""
        counts = self.counts.take(words)
        at = np.arange(len(words)).repeat(counts)
        before = counts.cumsum() - counts
        return at, np.arange(len(at)) + (self._first.take(words) - before)[at]


def _near(hits: _Hits, opening: np.ndarray, closing: np.ndarray) -> np.ndarray:
    """Which closing halves have any first half in reach; both are ordered by end."""
    ends = hits.end[opening]
    place = ends.searchsorted(hits.start[closing], side="right") - 1
    return (place >= 0) & (hits.start[closing] - ends[place] <= PAIR_REACH)


def _outside_numbers(
    codes: np.ndarray, start: np.ndarray, word: np.ndarray, digits: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Without words such as 12315 that stand inside a longer number."""
    suspects = digits.take(word).nonzero()[0]
    if not len(suspects):
        return start, word
    ends = (start[suspects] + lengths[word[suspects]]).tolist()
    keep = np.ones(len(word), dtype=bool)
    for at, first, last in zip(suspects.tolist(), start[suspects].tolist(), ends, strict=True):
        before = _digit(codes, first) and _digit(codes, first - 1)
        keep[at] = not before and not (_digit(codes, last - 1) and _digit(codes, last))
    return start[keep], word[keep]


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

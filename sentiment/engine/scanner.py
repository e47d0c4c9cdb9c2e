"""One pass over a text for every word of every list, by Aho-Corasick."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import ahocorasick

from .fold import DATA, fold

RISK, CONTEXT, EMOTION, CATEGORY, DEMAND, MOTIVE, ASK, PRODUCT, ORDER, CONTACTED = range(10)
TIME, PROMISE = range(10, 12)
CHANNELS = 12
PAIR_REACH = 12  # characters between the halves of "A…B"
SENTENCE_END = re.compile(r"[。!?;\n]")
NEVER = "\x01"  # folding leaves no control character in a text
_FIRST, _SECOND = -1, -2
_new = tuple.__new__  # a NamedTuple without its Python-level constructor: half the time


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


@cache
def _frequent() -> str:
    """Characters whose edges should come first; this halves the time of a scan."""
    return json.loads((DATA / "frequent.json").read_text(encoding="utf-8"))["characters"]


class Scanner:
    """All words of all lists in one automaton. Read-only after construction, so thread-safe."""

    def __init__(self, entries: Iterable[Entry]):
        self._pairs: list[Role] = []
        words: dict[str, list[Role]] = {}
        for entry in entries:
            self._place(words, entry)
        self._automaton = ahocorasick.Automaton()
        for char in _frequent():  # edges are tried in the order of insertion
            self._automaton.add_word(char + NEVER, None)
        for word, roles in words.items():
            digits = word[0].isdigit() or word[-1].isdigit()
            plain = tuple(role for role in roles if role.channel >= 0)
            halves = tuple(role for role in roles if role.channel < 0)
            self._automaton.add_word(word, (len(word), digits, plain, halves))
        self._automaton.make_automaton()

    def _place(self, words: dict[str, list[Role]], entry: Entry) -> None:
        first, dots, second = fold(entry.text).partition("…")
        if not (dots and second and first):
            words.setdefault(first or second, []).append(entry.role)
            return
        number = len(self._pairs)
        self._pairs.append(entry.role)
        words.setdefault(first, []).append(Role(_FIRST, "", number))
        words.setdefault(second, []).append(Role(_SECOND, "", number))

    def scan(self, folded: str) -> list[list[Found]]:
        """Find every word; per channel, ordered by end. Contained words are included."""
        channels: list[list[Found]] = [[] for _ in range(CHANNELS)]
        open_pairs: dict[float, tuple[int, int]] = {}
        for last, (length, digits, roles, halves) in self._automaton.iter(folded):
            end = last + 1
            start = end - length
            if digits and _inside_number(folded, start, end):
                continue
            for role in roles:
                channels[role[0]].append(_new(Found, (start, end, role)))
            for half in halves:
                if half[0] == _FIRST:
                    open_pairs[half[2]] = (start, end)
                elif half[2] in open_pairs:
                    self._close(channels, open_pairs, folded, Found(start, end, half))
        return channels

    def _close(self, channels: list, open_pairs: dict, folded: str, second: Found) -> None:
        first = open_pairs[second.role.weight]
        if not 0 <= second.start - first[1] <= PAIR_REACH:
            return
        if SENTENCE_END.search(folded, first[1], second.start):
            return
        role = self._pairs[int(second.role.weight)]
        channels[role.channel].append(Found(first[0], second.end, role))


def _inside_number(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    left = folded[start].isdigit() and before.isdigit()
    return left or (folded[end - 1].isdigit() and after.isdigit())


def longest(found: list[Found]) -> list[Found]:
    """Keep the longest words: what lies inside or across a kept one goes, equal places stay.

    Pairs ("A…B") always stay and hide nothing: the text between their halves is not theirs.
    """
    if len(found) < 2:
        return found
    kept: list[Found] = []
    start, end = -1, -1
    for one in sorted(found, key=_leftmost_longest):
        if "…" in one[2].word:
            kept.append(one)
        elif one[0] >= end or (one[0] == start and one[1] == end):
            kept.append(one)
            start, end = one[0], one[1]
    return kept


def _leftmost_longest(one: Found) -> tuple[int, int]:
    return one[0], -one[1]

"""One pass over a text for every word of every list, by Aho-Corasick."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import ahocorasick

from .fold import DATA, fold

RISK, CONTEXT, EMOTION, CATEGORY, DEMAND, MOTIVE, ASK, PRODUCT, ORDER, CONTACTED = range(10)
TIME, PROMISE = range(10, 12)
CHANNELS = 12
PAIR_REACH = 12  # characters between the halves of "A…B"
SENTENCE_END = re.compile(r"[。!?;\n]")
NEVER = "\x01"  # folding leaves no control character in a text
_START, _END = itemgetter(0), itemgetter(1)
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


class Word(NamedTuple):
    """What the automaton knows of one word."""

    length: int
    digits: bool  # begins or ends with a digit, so must not stand inside a number
    roles: tuple[Role, ...]
    opens: int | None  # its number as a first half
    closes: dict[int, list[Role]]  # the pairs it ends as a second half, by number of the first


class Scanner:
    """All words of all lists in one automaton. Read-only after construction, so thread-safe."""

    def __init__(self, entries: Iterable[Entry]):
        roles: dict[str, list[Role]] = {}
        opens: dict[str, int] = {}
        closes: dict[str, dict[int, list[Role]]] = {}
        for entry in entries:
            first, dots, second = fold(entry.text).partition("…")
            if dots and second and first:
                number = opens.setdefault(first, len(opens))
                closes.setdefault(second, {}).setdefault(number, []).append(entry.role)
            else:
                roles.setdefault(first or second, []).append(entry.role)
        self._automaton = ahocorasick.Automaton()
        for char in _frequent():  # edges are tried in the order of insertion
            self._automaton.add_word(char + NEVER, None)
        for text in {**roles, **opens, **closes}:
            digits = text[0].isdigit() or text[-1].isdigit()
            told = tuple(roles.get(text, ())), opens.get(text), closes.get(text, {})
            self._automaton.add_word(text, Word(len(text), digits, *told))
        self._automaton.make_automaton()

    def scan(self, folded: str) -> list[list[Found]]:
        """Find every word; per channel, ordered by end. Contained words are included."""
        channels: list[list[Found]] = [[] for _ in range(CHANNELS)]
        opened: dict[int, tuple[int, int]] = {}  # the last place of every first half
        reach = -1
        for last, (length, digits, roles, opens, closes) in self._automaton.iter(folded):
            end = last + 1
            start = end - length
            if digits and _inside_number(folded, start, end):
                continue
            for role in roles:
                channels[role[0]].append(_new(Found, (start, end, role)))
            if closes and start <= reach:
                for number in opened.keys() & closes.keys():
                    if _joined(folded, opened[number][1], start):
                        for role in closes[number]:
                            channels[role[0]].append(Found(opened[number][0], end, role))
            if opens is not None:
                opened[opens] = (start, end)
                reach = end + PAIR_REACH
        return channels


def _joined(folded: str, first_end: int, second_start: int) -> bool:
    """True when two halves stand near each other in one sentence."""
    near = 0 <= second_start - first_end <= PAIR_REACH
    return near and not SENTENCE_END.search(folded, first_end, second_start)


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
    by_end = sorted(found, key=_END, reverse=True)  # two plain sorts are faster than one of pairs
    for one in sorted(by_end, key=_START):
        if "…" in one[2].word:
            kept.append(one)
        elif one[0] >= end or (one[0] == start and one[1] == end):
            kept.append(one)
            start, end = one[0], one[1]
    return kept

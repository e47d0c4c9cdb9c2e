"""Strings that belong to the form of a note rather than to its matter: 来电客户称, 登记转办.

A template stands in many texts, in those of all categories alike, and was there before; most
stand at the same edge of the text. What only one matter brings along is a topic, however often.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import log

import ahocorasick

from sentiment.engine.fold import fold

FEWEST = 200  # texts in a window: of fewer, shares say too little
LARGE = 0.01  # of all texts: what stands in fewer is no habit
ALIKE = 0.5  # nats between its categories and those of all texts; one matter alone is 2 to 4 away
ALIKE_AT_EDGE = 1.0  # what stands at one edge is a template rather than a topic
MOSTLY = 0.8  # of the texts with it
STEADY = 0.5  # of its share now, in the window before: a surge is news, not a habit
SHORT = 4  # characters of a first clause that is a mere heading (转办件：)
CLAUSE = re.compile(r"[\u4e00-\u9fffa-z0-9]+")
NUMERAL = "零一二两三四五六七八九十几多百千0123456789"
COUNTED = re.compile(rf"[{NUMERAL}]+(?:[次天个月年遍家笔通趟分]|小时|星期)")


@dataclass(slots=True)
class Standing:
    """Where a string stands: at which edge, behind a numeral, in texts of which categories."""

    texts: int = 0
    first: int = 0
    last: int = 0
    numeral: int = 0
    categories: Counter[str] = field(default_factory=Counter)

    def at_edge(self) -> bool:
        return max(self.first, self.last) >= MOSTLY * self.texts

    def away(self, whole: "Counter[str]") -> float:
        """How far its categories are from those of all texts, less what chance alone brings.

        Kullback-Leibler divergence in nats.
        """
        total = sum(whole.values())
        told = sum(
            n / self.texts * log(n / self.texts * total / whole[code])
            for code, n in self.categories.items()
        )
        return told - (len(whole) - 1) / (2 * self.texts)


@dataclass(frozen=True, slots=True)
class Window:
    """All texts of a window by category, and where each string stands in them."""

    categories: Counter[str]
    standing: dict[str, Standing]

    @property
    def texts(self) -> int:
        return sum(self.categories.values())

    def share(self, word: str) -> float:
        return self.standing[word].texts / self.texts if self.texts else 0.0


def look(rows: Iterable[tuple[str, str]], words: Collection[str]) -> Window:
    """One pass over texts with their categories. `words` are in folded form."""
    standing = {word: Standing() for word in words}
    whole = Counter[str]()
    finder = ahocorasick.Automaton()
    for word in standing:
        finder.add_word(word, word)
    finder.make_automaton()
    for text, code in rows:
        whole[code] += 1
        if standing:
            _note(standing, finder, fold(text), code)
    return Window(whole, standing)


def _note(
    standing: dict[str, Standing], finder: ahocorasick.Automaton, text: str, code: str
) -> None:
    places: dict[str, int] = {}  # of each word its first place counts
    for end, word in finder.iter(text):
        places.setdefault(word, end - len(word) + 1)
    if not places:
        return
    first, last = _edges(text)
    for word, start in places.items():
        one = standing[word]
        one.texts += 1
        one.first += start < first
        one.last += start >= last
        one.numeral += start > 0 and text[start - 1] in NUMERAL
        one.categories[code] += 1


def _edges(text: str) -> tuple[int, int]:
    """Where the first clause ends (the second after a mere heading), and the last one begins."""
    clauses = list(CLAUSE.finditer(text))
    if not clauses:
        return 0, len(text)
    heading = len(clauses) > 1 and len(clauses[0].group()) <= SHORT
    return clauses[1 if heading else 0].end(), clauses[-1].start()


def is_template(word: str, now: Window, before: Window) -> bool:
    """Whether a string is a habit of whoever writes notes."""
    if now.texts < FEWEST or now.share(word) < LARGE:
        return False
    if before.texts >= FEWEST and before.share(word) < STEADY * now.share(word):
        return False
    one = now.standing[word]
    return one.away(now.categories) <= (ALIKE_AT_EDGE if one.at_edge() else ALIKE)


def is_counted(word: str, now: Window) -> bool:
    """Whether it is the loose end of a count: 次都被拒绝, 三次都被拒绝."""
    one = now.standing[word]
    return bool(COUNTED.match(word)) or 0 < MOSTLY * one.texts <= one.numeral

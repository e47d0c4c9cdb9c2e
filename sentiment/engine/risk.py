"""Risk terms of a text: weighed hits, group scores, context hits."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import numpy as np

from .context import quotes, stopped, weigh
from .expression import Hit
from .fold import fold, fold_pattern
from .framing import LEFT_REACH, RIGHT_REACH
from .lexicon import Lexicon
from .scanner import CONTEXT, FRAME, NEED, RISK, Entry, Found, Role, longest
from .vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from .evidence import Evidence, Observed

PATTERN_WEIGHT = 3
TOLD = ("REPEATED", "STAFF")  # context that readings tell by itself, so looked for in every text
GROUP_CAP = 7.0
NOWHERE = np.iinfo(np.int64).max
EXTRA_TERM = 0.5


class RiskReader:
    """The lexicon and the vocabulary, ready to read."""

    def __init__(self, lexicon: Lexicon):
        self.words: Vocabulary = vocabulary()
        self._lexicon = lexicon
        self._patterns = [
            (Role(RISK, term.group, term.weight, term.term), _pattern(term.term))
            for term in lexicon.terms
            if term.kind == "regex"
        ]
        self._of_group: dict[str, list[int]] = {}
        for number, pattern in enumerate(self.words.patterns):
            self._of_group.setdefault(pattern.group, []).append(number)
        self._told = [n for group in TOLD for n in self._of_group.get(group, ())]
        self.pattern_groups = frozenset(self._of_group) - frozenset(TOLD)

    def entries(self) -> Iterable[Entry]:
        """The words the scanner must find for this reader."""
        for term in self._lexicon.terms:
            if term.kind == "word":
                yield Entry(term.term, Role(RISK, term.group, term.weight, fold(term.term)))
        for name, words in self.words.words.items():
            for word in words:
                yield Entry(word, Role(CONTEXT, name, 3, fold(word)))
        for number, (name, needs, _) in enumerate(self.words.patterns):
            for need in needs:
                yield Entry(need, Role(NEED, name, number, need))
        for word in self.words.frames:
            yield Entry(word, Role(FRAME, "", 1, fold(word)))

    @property
    def term_pattern_groups(self) -> set[str]:
        """Groups with terms that are patterns, for which every text has to be searched."""
        return {role.code for role, _ in self._patterns}

    def framed(self, seen: "Observed") -> dict[int, set[int]]:
        """Where risk terms begin that have a negator, a reporter … closely before or after them."""
        frames, terms = seen.scan.of(FRAME), seen.scan.of(RISK)
        found: dict[int, set[int]] = {}
        if not len(frames.end) or not len(terms.end):
            return found
        order = frames.end.argsort()
        place = frames.end[order].searchsorted(terms.start, side="right") - 1
        reach = np.maximum.accumulate(frames.start[order])[place]
        near = (place >= 0) & (terms.start - reach <= LEFT_REACH)
        place = frames.start.searchsorted(terms.end)
        near |= np.append(frames.start, NOWHERE)[place] - terms.end <= RIGHT_REACH
        terms = terms.some(near)
        first = (terms.start - seen.base[terms.text]).tolist()
        for at, start in zip(terms.text.tolist(), first, strict=True):
            found.setdefault(at, set()).add(start)
        return found

    def risks(
        self, folded: str, found: list[Found], quoted: bool, framed: Collection[int]
    ) -> list[tuple[Found, Hit]]:
        """Risk terms with their weight in context, longest first within a group.

        Args: found, terms of the word lists; quoted, whether a quotation may open; framed, where
        terms begin that words before them may change.
        """
        patterns = self._by_pattern(folded)
        found = found + patterns
        if patterns:
            framed = {one.start for one in found}
        marks = quotes(folded, self.words) if quoted else []
        hits = []
        for one in _longest_by_group(found):
            if one.role.word in self.words.stops and stopped(folded, one, self.words):
                continue
            if marks or one.start in framed:
                hit = weigh(folded, one, marks, self.words)
            else:
                hit = Hit(one.role.code, one.start, one.end, one.role.weight)
            if hit is not None:
                hits.append((one, hit))
        return hits

    def _by_pattern(self, folded: str) -> list[Found]:
        return [
            Found(match.start(), match.end(), role)
            for role, pattern in self._patterns
            for match in pattern.finditer(folded)
            if match.end() > match.start()
        ]

    def context(self, found: list[Found]) -> list[Hit]:
        """Words of deadlines, threats, places … that rules combine with risk terms."""
        return [Hit(role.code, start, end, role.weight) for start, end, role in found]

    def told(self, seen: "Observed") -> dict[int, list[Hit]]:
        """What the patterns of TOLD groups find, by text."""
        found: dict[int, list[Hit]] = {}
        text, place = seen.needs[:, self._told].nonzero()
        for at, number in zip(text.tolist(), place.tolist(), strict=True):
            group, _, pattern = self.words.patterns[self._told[number]]
            for match in pattern.finditer(seen.rows[at].folded):
                found.setdefault(at, []).append(Hit(group, *match.span(), PATTERN_WEIGHT))
        return found

    def by_pattern(self, one: "Evidence", group: str) -> list[Hit]:
        """What the patterns of a context group find in one text."""
        return [
            Hit(group, *match.span(), PATTERN_WEIGHT)
            for number in self._of_group.get(group, ())
            if one.seen.needs[one.at, number]
            for match in self.words.patterns[number].pattern.finditer(one.folded)
        ]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(text), re.IGNORECASE)


def _longest_by_group(found: list[Found]) -> list[Found]:
    if len(found) == 1:
        return found
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.role.code, []).append(one)
    return [one for group in groups.values() for one in longest(group)]


def group_scores(risks: list[tuple[Found, Hit]]) -> dict[str, float]:
    """Per group the greatest weight, plus half a point per further different term, at most 7."""
    best: dict[str, dict[str, float]] = {}
    for one, hit in risks:
        terms = best.setdefault(hit.group, {})
        terms[one.role.word] = max(hit.weight, terms.get(one.role.word, 0.0))
    return {
        group: min(GROUP_CAP, max(terms.values()) + EXTRA_TERM * (len(terms) - 1))
        for group, terms in sorted(best.items())
    }

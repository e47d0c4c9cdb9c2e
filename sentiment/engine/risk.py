"""Risk terms of a text: weighed hits, group scores, context hits."""

import re
from collections.abc import Iterable, Sequence

from .context import quotes, stopped, weigh
from .expression import Hit
from .fold import fold, fold_pattern
from .lexicon import Lexicon
from .scanner import CONTEXT, RISK, Entry, Found, Role, longest
from .vocabulary import Vocabulary, vocabulary

GROUP_CAP = 7.0
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

    def entries(self) -> Iterable[Entry]:
        """The words the scanner must find for this reader."""
        for term in self._lexicon.terms:
            if term.kind == "word":
                yield Entry(term.term, Role(RISK, term.group, term.weight, fold(term.term)))
        for name, words in self.words.words.items():
            for word in words:
                yield Entry(word, Role(CONTEXT, name, 3, fold(word)))

    def risks(self, folded: str, channels: Sequence[list[Found]]) -> list[tuple[Found, Hit]]:
        """Risk terms with their weight in context, longest first within a group."""
        found = channels[RISK] + self._by_pattern(folded)
        if not found:
            return []
        quoted = quotes(folded)
        hits = []
        for one in _longest_by_group(found):
            if stopped(folded, one, self.words):
                continue
            hit = weigh(folded, one, quoted, self.words)
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

    def context(self, folded: str, channels: Sequence[list[Found]]) -> list[Hit]:
        """Deadlines, threats, places … that rules combine with risk terms."""
        hits = [Hit(role.code, start, end, role.weight) for start, end, role in channels[CONTEXT]]
        for name, needs, pattern in self.words.patterns:
            for need in needs:
                if need in folded:
                    hits += [Hit(name, *match.span(), 3) for match in pattern.finditer(folded)]
                    break
        return hits


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

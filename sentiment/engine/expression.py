"""The small language of combination rules: `MEDIA>=3:own & (PLACE | DEADLINE)`.

A name asks for a hit of that group, `>=` for its least weight, `:own` for one that is the
speaker's own, neither denied nor told of others. `2 of (A, B, C)` asks for that many.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import NamedTuple

TOKEN = re.compile(r"\s*(?:([A-Z][A-Z0-9_]*)|([0-9]+(?:\.[0-9]+)?)|(>=|:own|[&|(),]|of\b))")
MOST = 6  # witnesses tried per side: enough for evidence, and a bound for floods


class LexiconError(ValueError):
    """A term or rule that cannot be used; the message names it."""


class ExpressionError(LexiconError):
    """A rule that cannot be understood; the message names the place."""


class Hit(NamedTuple):
    """One found term with its weight after negation and context."""

    group: str
    start: int
    end: int
    weight: float
    own: bool = True


Witness = tuple[Hit, ...]
Hits = Mapping[str, Sequence[Hit]]
Rule = Callable[[Hits], list[Witness]]
Ways = frozenset[frozenset[str]]  # of one of these sets all groups must be there
Part = tuple[Rule, Ways]
MOST_WAYS = 64


def _near(witness: Witness, window: int | None) -> bool:
    if window is None or len(witness) < 2:
        return True
    inner = min(hit.end for hit in witness), max(hit.start for hit in witness)
    return inner[1] - inner[0] <= window


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to run: no witness means it did not fire."""

    rule: Rule
    ways: Ways  # without all groups of one of these it cannot fire
    groups: frozenset[str]  # every group it asks about

    def __call__(self, hits: Hits) -> list[Witness]:
        return self.rule(hits)


class _Parser:
    """Recursive descent over the tokens; builds nested closures."""

    def __init__(self, text: str, window: int | None):
        self.tokens = self._split(text)
        self.text, self.window, self.at = text, window, 0
        self.names: set[str] = set()

    @staticmethod
    def _split(text: str) -> list[str]:
        tokens, at = [], 0
        while at < len(text.rstrip()):
            found = TOKEN.match(text, at)
            if not found:
                raise ExpressionError(f"Cannot read {text!r} at position {at}.")
            tokens.append(found[0].strip())
            at = found.end()
        return tokens

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            raise ExpressionError(f"Expected {expected or 'more'} in {self.text!r}, got {token!r}.")
        self.at += 1
        return token

    def either(self) -> Part:
        parts = [self.both()]
        while self.peek() == "|":
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else _any_of(parts)

    def both(self) -> Part:
        parts = [self.atom()]
        while self.peek() == "&":
            self.take()
            parts.append(self.atom())
        return parts[0] if len(parts) == 1 else _all_of(parts, self.window)

    def atom(self) -> Part:
        part = self.take()
        if part == "(":
            inner = self.either()
            self.take(")")
            return inner
        if part.isdigit():
            return self.some(int(part))
        if not part[0].isupper():
            raise ExpressionError(f"A group name is missing in {self.text!r} before {part!r}.")
        return self.name(part)

    def name(self, group: str) -> Part:
        least, own = 0.0, False
        if self.peek() == ">=":
            self.take()
            least = float(self.take())
        if self.peek() == ":own":
            self.take()
            own = True
        self.names.add(group)
        return _one_of(group, least, own), frozenset({frozenset({group})})

    def some(self, count: int) -> Part:
        self.take("of")
        self.take("(")
        parts = [self.atom()]
        while self.peek() == ",":
            self.take()
            parts.append(self.atom())
        self.take(")")
        return _any_of([_all_of(chosen, self.window) for chosen in combinations(parts, count)])


def _any_of(parts: Sequence[Part]) -> Part:
    rules = [rule for rule, _ in parts]
    ways: Ways = frozenset().union(*(ways for _, ways in parts))
    return (lambda hits: [witness for rule in rules for witness in rule(hits)]), ways


def _one_of(group: str, least: float, own: bool) -> Rule:
    def rule(hits: Hits) -> list[Witness]:
        found = hits.get(group, ())
        return [(h,) for h in found if h.weight >= least and h.weight > 0 and (h.own or not own)]

    return rule


def _all_of(parts: Sequence[Part], window: int | None) -> Part:
    rules = [rule for rule, _ in parts]

    def every(hits: Hits) -> list[Witness]:
        sides = []
        for rule in rules:
            side = rule(hits)
            if not side:
                return []
            sides.append(side[:MOST])
        joined = (sum(chosen, ()) for chosen in product(*sides))
        return [witness for witness in joined if _near(witness, window)]

    return every, _joined_ways([ways for _, ways in parts])


def _joined_ways(sides: list[Ways]) -> Ways:
    """Every choice of one way a side; of very many only what the narrowest side asks."""
    if prod(map(len, sides)) > MOST_WAYS:
        return min(sides, key=len)
    return frozenset(frozenset().union(*chosen) for chosen in product(*sides))


def compile_rule(text: str, window: int | None = None) -> CompiledRule:
    """Compile a rule.

    Args: text, the expression; window, the most characters between the witnesses of one `&`.
    Returns: the rule, a function from hits to witnesses.
    Raises: ExpressionError with the place.
    """
    parser = _Parser(text, window)
    rule, ways = parser.either()
    if parser.peek():
        raise ExpressionError(f"Unexpected {parser.peek()!r} in {text!r}.")
    return CompiledRule(rule, ways, frozenset(parser.names))

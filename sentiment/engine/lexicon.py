"""The lexicon as plain data: weighted terms in groups, and combination rules over them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .expression import LexiconError, compile_rule
from .fold import DATA

__all__ = ["Combo", "Lexicon", "LexiconError", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: weight 1 weak hint, 2 mild, 3 clear, 4 strong, 5 act now."""

    group: str
    term: str
    weight: float
    kind: str = "word"  # or "regex"

    def __post_init__(self) -> None:
        if not self.term or self.kind not in ("word", "regex") or not 1 <= self.weight <= 5:
            raise LexiconError(f"Term {self.group}/{self.term!r}: weight 1-5, kind word or regex.")
        if self.kind == "regex":
            try:
                re.compile(self.term)
            except re.error as error:
                raise LexiconError(f"Term {self.group}/{self.term!r}: {error}.") from error


@dataclass(frozen=True, slots=True)
class Combo:
    """A combination rule: expression (see `expression`), window in characters, what it leads to."""

    code: str
    expression: str
    window: int | None = None
    floor: str | None = None
    flags: tuple[str, ...] = ()
    points: int = 5
    reason: str = ""

    def __post_init__(self) -> None:
        compile_rule(self.expression, self.window)


@dataclass(frozen=True)
class Lexicon:
    """Terms and combination rules under one version name."""

    version: str
    terms: tuple[Term, ...] = field(default=())
    combos: tuple[Combo, ...] = field(default=())

    def __init__(self, version: str, terms: Iterable[Term], combos: Iterable[Combo] = ()):
        object.__setattr__(self, "version", version)
        object.__setattr__(self, "terms", tuple(terms))
        object.__setattr__(self, "combos", tuple(combos))

    @classmethod
    def default(cls) -> "Lexicon":
        """The lexicon that comes with the engine (`data/lexicon.json`)."""
        return cls.from_dict(json.loads((DATA / "lexicon.json").read_text(encoding="utf-8")))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Lexicon":
        """Build from plain JSON data with the keys version, terms and combos."""
        combos = (Combo(**{**row, "flags": tuple(row["flags"])}) for row in data["combos"])
        return cls(data["version"], (Term(**row) for row in data["terms"]), combos)

    @property
    def groups(self) -> frozenset[str]:
        """The names of all groups."""
        return frozenset(term.group for term in self.terms)

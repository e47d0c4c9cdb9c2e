"""The words around a risk term: negators, reporters, deadlines, stop rules. Data, compiled once."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .expression import CompiledRule, compile_rule
from .fold import DATA, fold, fold_pattern

FRAMES = ("reporters", "others", "past", "hypothetical")


class Pattern(NamedTuple):
    """A context pattern, tried only when one of its needed pieces occurs."""

    group: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Compiled form of `data/vocabulary.json`."""

    far: re.Pattern[str]  # negators that reach over eight characters
    near: re.Pattern[str]  # negators that stand directly before the term
    blockers: re.Pattern[str]  # what stops a negator from reaching the term
    reporters: re.Pattern[str]
    past: re.Pattern[str]
    hypothetical: re.Pattern[str]
    kin: re.Pattern[str]
    past_after: tuple[str, ...]
    frames: tuple[str, ...]  # every negator, reporter, word of the past or of a supposition
    words: dict[str, tuple[str, ...]]
    patterns: tuple["Pattern", ...]
    stops: dict[str, tuple[re.Pattern[str], ...]]
    flags: tuple[tuple[str, CompiledRule], ...]


def _any(words: list[str]) -> re.Pattern[str]:
    ordered = sorted((fold(word) for word in words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(pattern), re.IGNORECASE)


def _stops(rows: list[list[str]]) -> dict[str, tuple[re.Pattern[str], ...]]:
    stops: dict[str, tuple[re.Pattern[str], ...]] = {}
    for term, around in rows:
        stops[fold(term)] = (*stops.get(fold(term), ()), _compile(around))
    return stops


@cache
def vocabulary() -> Vocabulary:
    """Read and compile the vocabulary that comes with the engine."""
    data = json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8"))
    context = data["context"]
    return Vocabulary(
        far=_any(data["negators"]["far"]),
        near=_any(data["negators"]["near"]),
        blockers=_any(data["blockers"]),
        reporters=_any(data["reporters"] + data["others"]),
        past=_any(data["past"]),
        hypothetical=_any(data["hypothetical"]),
        kin=_any(data["kin"]),
        past_after=tuple(data["past_after"]),
        frames=tuple(
            word for words in (*data["negators"].values(), *map(data.get, FRAMES)) for word in words
        ),
        words={name: tuple(part["words"]) for name, part in context.items()},
        patterns=tuple(
            Pattern(name, tuple(map(fold, one["needs"])), _compile(one["pattern"]))
            for name, part in context.items()
            for one in part["patterns"]
        ),
        stops=_stops(data["stops"]),
        flags=tuple((flag, compile_rule(rule)) for flag, rule in data["flags"].items()),
    )

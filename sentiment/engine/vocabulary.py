"""The words around a risk term: negators, reporters, deadlines, stop rules. Data, compiled once."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from .expression import CompiledRule, compile_rule
from .fold import DATA, fold, fold_pattern

PAIR = "…"  # joins the halves of a pair, as in the word lists
BETWEEN = "[^,。!?;\n你我他她客]{0,8}"  # of a pair: who is told of here is nobody at the counter


class Pattern(NamedTuple):
    """A context pattern, tried only when one of its needed pieces occurs."""

    group: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Around:
    """Words that make a risk term somebody else's story, a question, a thing of the past, a name.

    Those of the first part are frames: they stand near a term, and only then it is looked at.
    """

    reporters: re.Pattern[str]  # pass on what a customer may have said
    news: re.Pattern[str]  # pass on what happened somewhere, to whomever
    strangers: re.Pattern[str]
    neighbours: re.Pattern[str]  # people the writer knows, none of the family
    past: re.Pattern[str]
    recent: re.Pattern[str]
    hypothetical: re.Pattern[str]
    supposing: re.Pattern[str]
    whether: re.Pattern[str]
    asks: re.Pattern[str]  # ask how something is done, or for goods
    warned: re.Pattern[str]

    implicated: re.Pattern[str]  # the story is ours, or happens now
    disbelieved: re.Pattern[str]
    long_ago: re.Pattern[str]
    finished: re.Pattern[str]
    cover: re.Pattern[str]  # what is supposed is a case for an insurance or a manual
    pressing: re.Pattern[str]  # who asks so is threatening
    complaining: re.Pattern[str]  # looks like a question and is none
    shown: re.Pattern[str]  # a quotation that stands on a wall or a paper
    names: re.Pattern[str]  # what a quoted name belongs to
    goods_after: tuple[str, ...]
    places_after: tuple[str, ...]
    past_after: tuple[str, ...]
    acts: tuple[str, ...]  # of self-harm: stories tell them, the other words are the writer's own


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Compiled form of `data/vocabulary.json`."""

    far: re.Pattern[str]  # negators that reach over eight characters
    near: re.Pattern[str]  # negators that stand directly before the term
    factual: re.Pattern[str]  # negators that deny what happened, not what is meant
    blockers: re.Pattern[str]  # what stops a negator from reaching the term
    kin: re.Pattern[str]
    around: Around
    frames: tuple[str, ...]  # every negator, reporter, word of the past or of a supposition
    words: dict[str, tuple[str, ...]]
    patterns: tuple["Pattern", ...]
    stops: dict[str, tuple[re.Pattern[str], ...]]
    flags: tuple[tuple[str, CompiledRule], ...]


def _any(words: list[str]) -> re.Pattern[str]:
    ordered = sorted((fold(word) for word in words), key=len, reverse=True)
    return re.compile("|".join(re.escape(word).replace(PAIR, BETWEEN) for word in ordered))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(pattern), re.IGNORECASE)


def _stops(rows: list[list[str]]) -> dict[str, tuple[re.Pattern[str], ...]]:
    stops: dict[str, tuple[re.Pattern[str], ...]] = {}
    for term, around in rows:
        stops[fold(term)] = (*stops.get(fold(term), ()), _compile(around))
    return stops


def _around(data: dict[str, Any]) -> Around:
    parts = [
        "implicated",
        "disbelieved",
        "long_ago",
        "finished",
        "cover",
        "pressing",
        "complaining",
        "shown",
    ]
    tails = "goods_after", "places_after", "past_after", "acts"
    compiled: dict[str, Any] = {name: _any(words) for name, words in data["frames"].items()}
    compiled |= {name: _any(data[name]) for name in parts}
    compiled |= {name: tuple(map(fold, data[name])) for name in tails}
    names = re.compile(f"[^,。!?;\\n]?(?:{_any(data['names_after']).pattern})")
    return Around(**compiled, names=names)


@cache
def vocabulary() -> Vocabulary:
    """Read and compile the vocabulary that comes with the engine."""
    data = json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8"))
    context = data["context"]
    after = data["finished"], data["goods_after"], data["places_after"], data["yes_or_no"]
    lists = (*data["negators"].values(), *data["frames"].values(), *after)
    return Vocabulary(
        far=_any(data["negators"]["far"]),
        near=_any(data["negators"]["near"]),
        factual=_any(data["factual"]),
        blockers=_any(data["blockers"]),
        kin=_any(data["kin"]),
        around=_around(data),
        frames=tuple(word for words in lists for word in words),
        words={name: tuple(part["words"]) for name, part in context.items()},
        patterns=tuple(
            Pattern(name, tuple(map(fold, one["needs"])), _compile(one["pattern"]))
            for name, part in context.items()
            for one in part["patterns"]
        ),
        stops=_stops(data["stops"]),
        flags=tuple((flag, compile_rule(rule)) for flag, rule in data["flags"].items()),
    )

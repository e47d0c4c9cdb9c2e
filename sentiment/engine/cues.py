"""Cue lists for emotion, category, demand and motive: data files turned into scanner entries."""

import json
from collections.abc import Iterable
from functools import cache

from .fold import DATA, fold
from .scanner import ASK, CATEGORY, DEMAND, EMOTION, FLAG, MOTIVE, Entry, Role
from .tally import STRONG

USUAL, AGAINST = 1.0, -1.0
WEIGHTS = {"strong": STRONG, "usual": USUAL, "against": AGAINST}  # by the name of the list
MOTIVE_POINTS = (0.25, 0.10)  # probability a strong cue of a motive adds, and a usual one
STRONG_SHARE, USUAL_SHARE, USUAL_MOST = 2.0, 0.5, 3  # of the loudness of a category
FILES = {
    EMOTION: "emotions", CATEGORY: "categories", DEMAND: "demands", MOTIVE: "motives",
    FLAG: "flags",
}  # fmt: skip


@cache
def cue_lists(name: str) -> dict[str, dict[str, list[str]]]:
    """The lists of one data file by code; the keys source and ask are left out."""
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return {code: lists for code, lists in data.items() if isinstance(lists, dict)}


@cache
def category_codes() -> tuple[str, ...]:
    """The level-2 codes in their order, with OTH99 last."""
    return (*cue_lists("categories"), "OTH99")


def cue_entries() -> Iterable[Entry]:
    """Everything the scanner must find for the five kinds of cues."""
    for channel, name in FILES.items():
        for code, lists in cue_lists(name).items():
            for strength, weight in WEIGHTS.items():
                for word in lists.get(strength, ()):
                    yield Entry(word, Role(channel, code, weight, fold(word)))
    asks = json.loads((DATA / "demands.json").read_text(encoding="utf-8"))["ask"]
    for word in asks:
        yield Entry(word, Role(ASK, "", 1, word))

"""Cue lists for emotion, category, demand and motive: data files turned into scanner entries."""

import json
from collections.abc import Iterable
from functools import cache
from math import sqrt

from .fold import DATA, fold
from .reading import EMOTIONS
from .scanner import (
    ASK,
    CATEGORY,
    DEMAND,
    EMOTION,
    MOTIVE,
    SENTENCE_END,
    Entry,
    Found,
    Role,
    longest,
)

STRONG, USUAL = 2.0, 1.0
ASK_REACH = 12  # characters from a word of asking to what is asked for
MOTIVE_POINTS = {STRONG: 25, USUAL: 10}
NOT_BEFORE_PRAISE = "不没未非无难"
FILES = {EMOTION: "emotions", CATEGORY: "categories", DEMAND: "demands", MOTIVE: "motives"}


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
    """Everything the scanner must find for the four kinds of cues."""
    for channel, name in FILES.items():
        for code, lists in cue_lists(name).items():
            for weight, words in ((STRONG, lists["strong"]), (USUAL, lists["usual"])):
                for word in words:
                    yield Entry(word, Role(channel, code, weight, fold(word)))
    asks = json.loads((DATA / "demands.json").read_text(encoding="utf-8"))["ask"]
    for word in asks:
        yield Entry(word, Role(ASK, "", 1, word))


def emotion_cues(folded: str, found: list[Found]) -> list[Found]:
    """Emotion cues, longest first; praise behind a negator is none."""
    return [
        one
        for one in longest(found)
        if not (one.role.code == "SATISFIED" and _denied(folded, one.start))
    ]


def _denied(folded: str, start: int) -> bool:
    return start > 0 and folded[start - 1] in NOT_BEFORE_PRAISE


def counts(found: Iterable[Found]) -> dict[str, list[int]]:
    """Per code the numbers of different strong and usual cues."""
    result: dict[str, list[int]] = {}
    for (code, _), weight in {(role[1], role[3]): role[2] for _, _, role in found}.items():
        if code not in result:
            result[code] = [0, 0]
        result[code][weight != STRONG] += 1
    return result


def category_evidence(found: list[Found]) -> dict[str, float]:
    """How loudly the cues speak for each level-2 code; a first strong cue counts most."""
    return {
        code: 2 * sqrt(strong) + 0.5 * min(usual, 3)
        for code, (strong, usual) in counts(longest(found)).items()
    }


def demands(
    folded: str, found: list[Found], asks: list[Found]
) -> dict[str, tuple[int, int] | None]:
    """Demand codes in the order of the data file, each with its first place.

    A usual cue needs a word of asking before it.
    """
    places: dict[str, tuple[int, int]] = {}
    for one in longest(found):
        if one.role.weight == STRONG or _asked(folded, one, asks):
            places.setdefault(one.role.code, (one.start, one.end))
    return {code: places[code] for code in cue_lists("demands") if code in places}


def _asked(folded: str, one: Found, asks: list[Found]) -> bool:
    return any(
        0 <= one.start - ask.end <= ASK_REACH
        and not SENTENCE_END.search(folded, ask.end, one.start)
        for ask in asks
    )


def motives(found: list[Found]) -> dict[str, float]:
    """Points 0-100 per psychological motive; a motive without a cue is left out."""
    points = {}
    for code, (strong, usual) in counts(longest(found)).items():
        points[code] = float(min(100, 25 * strong + 10 * usual))
    return {code: points[code] for code in sorted(points)}


def emotion_codes() -> tuple[str, ...]:
    """The nine emotions in their fixed order."""
    return EMOTIONS

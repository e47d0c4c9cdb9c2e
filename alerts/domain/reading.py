"""From what the language engine saw to facts of risk. Works on the engine's answer as plain data,
so that a stored reading and one of a text that is still being typed are judged alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alerts.domain.facts import Cite, Cites, Combo, Measure, joined
from alerts.domain.rulebook import MOST_CITES
from alerts.domain.tiers import Tier

GROUPS_OF_FLAG = {
    "SELF_HARM": ("EXTREME_SELF",),
    "VIOLENCE": ("EXTREME_VIO",),
    "VULNERABLE": ("CHILD_ELDER",),
    "MINOR": ("CHILD_ELDER", "MINOR"),
    "ELDERLY": ("CHILD_ELDER", "ELDERLY"),
    "STAFF_MISCONDUCT": ("STAFF",),
}
THREAT = "_THREAT"  # MEDIA here is the engine's MEDIA_THREAT
INJURY_COMBOS = frozenset({"C06", "C07"})  # danger or damage to health, with an injury or treatment


@dataclass(frozen=True, slots=True)
class Seen:
    """One reading of one contact; `detail` is the engine's whole answer as plain data."""

    contact: int | None
    emotion: str
    intensity: float
    flags: tuple[str, ...]
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of all contacts of a complaint amount to."""

    flags: dict[str, Cites]
    combos: tuple[Combo, ...]
    numbers: dict[str, Measure]


def words_of(readings: Sequence[Seen], settings: Mapping[str, Any]) -> Words:
    """Flags, combinations and numbers of the readings, oldest first.

    Flags and combinations of any contact count; intensity is that of the last one, the trend its
    difference to the mean of those before (steps of 1 to 5).
    """
    flags: dict[str, list[Cites]] = {}
    combos: dict[str, list[Combo]] = {}
    for seen in readings:
        for flag in set(seen.flags) - set(settings["unscored_flags"]):
            flags.setdefault(flag, []).append(_flag_cites(seen, flag))
        for combo in _combos(seen, settings["unscored_combos"]):
            combos.setdefault(combo.code, []).append(combo)
    return Words(
        {flag: joined(cites, most=MOST_CITES) for flag, cites in sorted(flags.items())},
        tuple(_merged(found) for _, found in sorted(combos.items())),
        _emotion(readings, settings) | _people(readings),
    )


def injuries(category: str, combos: Iterable[Combo]) -> dict[str, Measure]:
    """`injury.SAF01` when somebody is hurt in a matter of that category."""
    cites = [combo.cites for combo in combos if combo.code in INJURY_COMBOS]
    return {f"injury.{category}": Measure(1, joined(cites, most=MOST_CITES))} if cites else {}


def effective_intensity(seen: Seen, settings: Mapping[str, Any]) -> float:
    """Thanks are no danger, however warm: calm emotions count with the least intensity."""
    return 1.0 if seen.emotion in settings["calm_emotions"] else seen.intensity


def _emotion(readings: Sequence[Seen], settings: Mapping[str, Any]) -> dict[str, Measure]:
    if not readings:
        return {}
    levels = [effective_intensity(seen, settings) for seen in readings]
    last = readings[-1]
    cites = (_emotion_spans(last) or (Cite("intensity", last.contact),))[:MOST_CITES]
    numbers = {"intensity": Measure(levels[-1], cites)}
    if len(levels) >= settings["trend_contacts"]:
        before = sum(levels[:-1]) / (len(levels) - 1)
        rise = round(levels[-1] - before, 2)
        numbers["trend"] = Measure(rise, (Cite("trend", last.contact),))
    return numbers


def _people(readings: Sequence[Seen]) -> dict[str, Measure]:
    said = [(seen.detail.get("people") or 0, seen.contact) for seen in readings]
    most, contact = max(said, key=lambda pair: pair[0], default=(0, None))
    return {"people": Measure(most, (Cite("people", contact),))} if most else {}


def _emotion_spans(seen: Seen) -> Cites:
    return _spans(seen.detail.get("evidence", ()), seen.contact, why="emotion", codes=None)


def _flag_cites(seen: Seen, flag: str) -> Cites:
    codes = GROUPS_OF_FLAG.get(flag, (flag,))
    own = _spans(seen.detail.get("evidence", ()), seen.contact, why="", codes=codes)
    rules = [
        _spans(combo["spans"], seen.contact, why="", codes=None)
        for combo in seen.detail.get("combos", ())
        if flag in combo["flags"]
    ]
    cites = joined([own, *rules], most=MOST_CITES) or _shown(seen, flag)
    return cites or (Cite(flag, seen.contact),)


def _shown(seen: Seen, flag: str) -> Cites:
    """The first place that speaks for a flag that no term of the lexicon shows."""
    places = [
        _spans(row["spans"][:1], seen.contact, why="", codes=None)
        for row in seen.detail.get("flags", ())
        if row["code"].removesuffix(THREAT) == flag
    ]
    return joined(places, most=MOST_CITES)


def _combos(seen: Seen, unscored: Sequence[str]) -> Iterable[Combo]:
    for row in seen.detail.get("combos", ()):
        if row["code"] in unscored:
            continue
        cites = _spans(row["spans"], seen.contact, why="", codes=None)
        tier = Tier[row["floor"]] if row["floor"] else None
        yield Combo(row["code"], row["points"], tier, tuple(row["flags"]), cites)


def _merged(found: Sequence[Combo]) -> Combo:
    """The same combination in several contacts is one, cited from all."""
    last = found[-1]
    tiers = [combo.tier for combo in found if combo.tier is not None]
    return Combo(
        last.code,
        max(combo.points for combo in found),
        max(tiers, default=None),
        last.flags,
        joined((combo.cites for combo in found), most=MOST_CITES),
    )


def _spans(
    spans: Iterable[Mapping[str, Any]],
    contact: int | None,
    *,
    why: str,
    codes: Sequence[str] | None,
) -> Cites:
    return tuple(
        Cite(span["code"], contact, span["start"], span["end"])
        for span in spans
        if (not why or span["why"] == why) and (codes is None or span["code"] in codes)
    )

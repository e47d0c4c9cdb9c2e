"""A risk laid out for the page: bars that add up, and the very words they rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from alerts.domain.rulebook import PARTS
from alerts.domain.score import Assessment
from alerts.models import Risk
from alerts.names import PART_NAMES, line_name
from alerts.services.rulebook import rulebook
from complaints.models import Contact
from sentiment.models.reading import EMOTIONS

Place = tuple[int | None, int, int]  # contact, start, end
AROUND = 12  # characters shown on both sides of a found word
MOST_QUOTES = 12
MOST_CITES = 8  # numbers below one bar; the list has them all
EMOTION_CODES = frozenset(code for code, _ in EMOTIONS)


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the five parts: its capped sum, the lines it is made of, the evidence numbers."""

    label: str
    points: int
    cap: int
    why: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words behind one evidence number, with a little of what stands around them."""

    number: int
    kind: str  # risk or emo, as the mark is coloured
    before: str
    words: str
    after: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RiskFace:
    """All that the panel shows of one verdict."""

    score: int
    tier: int
    bars: tuple[Bar, ...]
    floors: tuple[str, ...]
    next_tier: int | None
    to_next: int


def face_of(risk: Risk) -> RiskFace:
    """A stored verdict."""
    return _face(risk.score, risk.tier, risk.parts, risk.sums, risk.floors)


def face_of_preview(found: Assessment) -> RiskFace:
    """A verdict on a text that is being typed."""
    parts = [part.as_dict() for part in found.parts]
    floors = [floor.as_dict() for floor in found.floors]
    return _face(found.score, int(found.tier), parts, found.sums, floors)


def numbered(parts: Iterable[Mapping[str, Any]]) -> dict[Place, int]:
    """The number of every place in a text that the score rests on, in the order of the sum."""
    numbers: dict[Place, int] = {}
    for part in parts:
        for cite in part["evidence"]:
            if "start" in cite:
                numbers.setdefault(_place(cite), len(numbers) + 1)
    return numbers


def quoted(parts: Iterable[Mapping[str, Any]]) -> dict[Place, int]:
    """Those that the panel lists with their words."""
    return dict(islice(numbered(parts).items(), MOST_QUOTES))


def quotes_of(risk: Risk) -> list[Quote]:
    """The words behind the numbers, cut from the contacts in one query."""
    numbers, kinds = quoted(risk.parts), _kinds(risk.parts)
    rows = Contact.objects.filter(pk__in={contact for contact, _, _ in numbers})
    texts = {pk: (text, at) for pk, text, at in rows.values_list("pk", "text", "occurred_at")}
    return [
        _quote(number, kinds[place], place, *texts[place[0]])
        for place, number in numbers.items()
        if place[0] in texts
    ]


def _place(cite: Mapping[str, Any]) -> Place:
    return cite.get("contact"), cite["start"], cite["end"]


def _kinds(parts: Iterable[Mapping[str, Any]]) -> dict[Place, str]:
    """Risk where any line takes it for one, as the text itself is marked; else emotion."""
    kinds: dict[Place, str] = {}
    for part in parts:
        for cite in part["evidence"]:
            if "start" in cite and kinds.get(_place(cite)) != "risk":
                kinds[_place(cite)] = "emo" if cite["what"] in EMOTION_CODES else "risk"
    return kinds


def _quote(number: int, kind: str, place: Place, text: str, at: datetime) -> Quote:
    _, start, end = place
    before = text[max(0, start - AROUND) : start].replace("\n", " ")
    after = text[end : end + AROUND].replace("\n", " ")
    return Quote(
        number,
        kind,
        ("…" if start > AROUND else "") + before,
        text[start:end],
        after + ("…" if end + AROUND < len(text) else ""),
        at,
    )


def _face(
    score: int,
    tier: int,
    parts: Sequence[Mapping[str, Any]],
    sums: Mapping[str, int],
    floors: Iterable[Mapping[str, Any]],
) -> RiskFace:
    numbers = quoted(parts)
    next_tier, to_next = _next(score, tier)
    return RiskFace(
        score,
        tier,
        tuple(_bar(name, parts, sums, numbers) for name in PARTS),
        tuple(dict.fromkeys(line_name(floor["code"]) for floor in floors if floor["tier"] >= tier)),
        next_tier,
        to_next,
    )


def _bar(
    name: str,
    parts: Sequence[Mapping[str, Any]],
    sums: Mapping[str, int],
    numbers: Mapping[Place, int],
) -> Bar:
    lines = [part for part in parts if part["part"] == name]
    places = [_place(cite) for part in lines for cite in part["evidence"] if "start" in cite]
    cites = {numbers[place] for place in places if place in numbers}
    return Bar(
        str(PART_NAMES[name]),
        sums.get(name, 0),
        rulebook().caps[name],
        " · ".join(f"{line_name(part['code'])} {part['points']}" for part in lines),
        tuple(sorted(cites)[:MOST_CITES]),
    )


def _next(score: int, tier: int) -> tuple[int | None, int]:
    """The band that begins next above the score and above the tier, and how far it is."""
    ahead = [(start, t) for t, start in rulebook().bands.items() if start > score and t > tier]
    if not ahead:
        return None, 0
    start, following = min(ahead)
    return int(following), start - score

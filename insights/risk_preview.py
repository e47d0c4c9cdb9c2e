"""The verdict on a text that is being typed, laid out for the panel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alerts.domain.score import Assessment, Part
from alerts.faces import MOST_CITES
from alerts.names import PART_NAMES, line_name
from alerts.services.preview import preview
from alerts.services.rulebook import rulebook
from complaints.models import Category, Channel, Complainant
from insights.marks import numbered, told
from insights.typed import Typed
from sentiment.engine import Reading as Seen
from ui.faces import TIER_WORDS

Numbers = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One of the five parts: its capped sum, why, and the marks in the text it rests on."""

    label: str
    points: int
    cap: int
    why: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Score and tier with all that adds up to them."""

    score: int
    tier: int
    parts: list[Row]
    floors: list[str]
    next_tier: int | None
    to_next: int
    lines: dict[str, dict[str, Any]]

    @property
    def page(self) -> dict[str, Any]:
        """What the script needs to name a change and to say a new tier."""
        says = _("Risk now: %(tier)s") % {"tier": TIER_WORDS[self.tier]}
        return {"tier": self.tier, "lines": self.lines, "says": says}


def verdict(seen: Seen, typed: Typed, *, guess: str = "") -> Verdict:
    """Judge by the category chosen, else by the one the engine proposes."""
    found = preview(
        seen,
        Category.objects.filter(pk=typed.category or guess).first(),
        Channel.objects.filter(pk=typed.channel).first(),
        _complainant(typed),
    )
    tier = int(found.tier)
    next_tier, to_next = _next(found)
    return Verdict(
        score=found.score,
        tier=tier,
        parts=_rows(found, numbered(told(seen))),
        floors=list(
            dict.fromkeys(
                line_name(floor.code) for floor in found.floors if int(floor.tier) == tier
            )
        ),
        next_tier=next_tier,
        to_next=to_next,
        lines={p.code: {"points": p.points, "label": line_name(p.code)} for p in found.parts},
    )


def _complainant(typed: Typed) -> Complainant | None:
    rows = Complainant.objects.only("pk")
    return rows.filter(pk=typed.complainant_id).first() if typed.complainant_id else None


def _next(found: Assessment) -> tuple[int | None, int]:
    """The tier whose band begins next above the score, and how far it is."""
    ahead = {t: b for t, b in rulebook().bands.items() if b > found.score and t > found.tier}
    if not ahead:
        return None, 0
    tier, begins = min(ahead.items(), key=lambda pair: pair[1])
    return int(tier), begins - found.score


def _rows(found: Assessment, numbers: Numbers) -> list[Row]:
    return [
        _row(name, [part for part in found.parts if part.part == name], found, numbers)
        for name in PART_NAMES
    ]


def _row(name: str, parts: list[Part], found: Assessment, numbers: Numbers) -> Row:
    return Row(
        label=str(PART_NAMES[name]),
        points=found.sums[name],
        cap=rulebook().caps[name],
        why=" · ".join(f"{line_name(part.code)} {part.points}" for part in parts),
        cites=tuple(_cites(parts, numbers)),
    )


def _cites(parts: Iterable[Part], numbers: Numbers) -> list[str]:
    """The numbers of the marks that this part rests on."""
    cites = {cite for part in parts for cite in part.cites}
    found = {numbers.get((cite.start or 0, cite.end or 0)) for cite in cites}
    return sorted((number for number in found if number), key=int)[:MOST_CITES]

"""What the parts need to know before they can draw themselves: bands, clock states, bars, lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, pi, sin
from typing import Any

from django.utils.translation import gettext_lazy as _

from ui.words import clock_words, until

TIERS = {"NORMAL": 1, "SENSITIVE": 2, "HIGH": 3, "CRISIS": 4}
TIER_WORDS = {1: _("Normal"), 2: _("Sensitive"), 3: _("High risk"), 4: _("Crisis")}
BANDS = ((80, 4), (50, 3), (20, 2), (0, 1))
SOON, NEAR = 0.25, 0.10  # share of the limit that is left


def tier_number(tier: Any) -> int:
    """1 to 4 from a number, a digit or a code such as HIGH."""
    code = str(getattr(tier, "value", tier) or 1).upper()
    return TIERS[code] if code in TIERS else int(code)


def band_of(score: Any) -> int:
    """The tier a score falls into."""
    points = float(score or 0)
    return next((tier for threshold, tier in BANDS if points >= threshold), 1)


def pct(value: float) -> int:
    """A whole number from 0 to 100, the only ones there are classes for."""
    return max(0, min(100, round(value)))


@dataclass(frozen=True, slots=True)
class ClockFace:
    """One running limit as it looks now; the client goes on ticking from `due` and `total`."""

    words: str
    state: str
    left: int  # percent of the limit
    due: str
    total: int
    title: str


def clock_face(due: datetime, total: Any, state: str, now: datetime) -> ClockFace:
    """Judge a limit: `state` is met, hold or empty for a running one."""
    seconds = total.total_seconds() if isinstance(total, timedelta) else float(total or 0)
    left = (due - now).total_seconds()
    share = max(0.0, min(1.0, left / seconds)) if seconds else 1.0
    if state == "met":
        share = 1.0
    words = {"met": _("met in time"), "hold": _("paused")}.get(state) or clock_words(left)
    title = str(_("due %(time)s")) % {"time": until(due, now)}
    return ClockFace(
        str(words),
        state or urgency(left, share),
        pct(share * 100),
        due.isoformat(),
        int(seconds),
        title,
    )


def urgency(left: float, share: float) -> str:
    """soon, near or late; empty while there is time."""
    if left < 0:
        return "late"
    if share <= NEAR:
        return "near"
    return "soon" if share <= SOON else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the waterfall: where it starts, how long it is, in which band it ends."""

    label: str
    points: int
    start: int
    length: int
    tier: int
    cap: Any = ""
    cites: tuple = ()
    why: str = ""


def waterfall(parts: Iterable[Any]) -> list[Bar]:
    """Lay the parts of a score end to end. A part has label, points and maybe cap, cites, why."""
    bars, at = [], 0.0
    for part in parts:
        points = float(field(part, "points", 0))
        low, end = min(at, at + points), at + points
        bars.append(
            Bar(
                field(part, "label", ""), round(points), pct(low), pct(abs(points)), band_of(end),
                field(part, "cap", ""), tuple(field(part, "cites", ())), field(part, "why", ""),
            )
        )  # fmt: skip
        at = end
    return bars


def field(part: Any, name: str, default: Any) -> Any:
    """Read a mapping or an object alike, as templates do."""
    if isinstance(part, dict):
        return part.get(name, default)
    return getattr(part, name, default)


def polyline(values: Sequence[float], width: int, height: int) -> list[tuple[float, float]]:
    """Points of a small line that fills its frame but for two pixels on each side."""
    low, high = min(values), max(values)
    across = (width - 4) / max(1, len(values) - 1)
    up = (height - 4) / ((high - low) or 1)
    return [
        (round(2 + i * across, 1), round(height - 2 - (value - low) * up, 1))
        for i, value in enumerate(values)
    ]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Five arcs of a half circle and a hand, as SVG paths."""

    arcs: tuple[str, ...]
    hand: str


def gauge(value: float) -> Gauge:
    """Intensity 1 to 5 on a half circle; the last arc reached is drawn as far as the value goes."""
    share = max(0.0, min(1.0, (float(value) - 1) / 4))
    arcs = tuple(arc(i / 5 + 0.006, (i + 1) / 5 - 0.006) for i in range(5))
    (x1, y1), (x2, y2) = spot(share, 41), spot(share, 57)
    return Gauge(arcs, f"M{x1} {y1}L{x2} {y2}")


def arc(start: float, end: float) -> str:
    """A piece of the half circle between two shares of it."""
    (x1, y1), (x2, y2) = spot(start, 50), spot(end, 50)
    return f"M{x1} {y1}A50 50 0 0 1 {x2} {y2}"


def spot(share: float, radius: float) -> tuple[float, float]:
    """A place on the half circle around (60, 60), 0 at the left and 1 at the right."""
    angle = pi * (1 - share)
    return round(60 + radius * cos(angle), 1), round(60 - radius * sin(angle), 1)

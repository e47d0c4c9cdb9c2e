"""What the contacts of a complaint amount to: waits, transfers, channels, repeats."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alerts.domain.facts import Cite, Measure
from alerts.domain.reading import Seen
from alerts.domain.rulebook import MOST_CITES


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The category the engine took the contact for, with its points and default flags."""

    code: str
    points: int
    flags: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact from the complainant; `seen` is None until it has been read."""

    pk: int
    at: datetime
    channel: str
    group: str
    wait_seconds: int
    transfers: int
    seen: Seen | None = None
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact of the same person, about whatever matter."""

    pk: int
    complaint: int
    category: str | None
    at: datetime


def surest(touches: Sequence[Touch]) -> Suggestion | None:
    """The category suggested with the highest confidence."""
    found = [touch.suggestion for touch in touches if touch.suggestion]
    return max(found, key=lambda each: each.confidence, default=None)


def handling(
    touches: Sequence[Touch], broken_promises: int, *, here: int = 0
) -> dict[str, Measure]:
    """Our own failures: the longest wait in seconds, the most transfers, promises we broke.

    `here` are those broken in this very matter.
    """
    numbers = {}
    for name in ("wait_seconds", "transfers"):
        worst = max(touches, key=lambda touch: getattr(touch, name), default=None)
        if worst and getattr(worst, name):
            numbers[name] = Measure(getattr(worst, name), (Cite(name, worst.pk),))
    if broken_promises:
        numbers["broken_promises"] = Measure(broken_promises, (Cite("broken_promises"),))
    if here:  # without a place: each further one is news, also after an alert was closed
        numbers["broken_here"] = Measure(here)
    return numbers


def channels(touches: Sequence[Touch], public_groups: Collection[str]) -> dict[str, Measure]:
    """How many contacts came through each group of channels, and on how many public platforms."""
    groups: dict[str, list[int]] = {}
    public: dict[str, int] = {}
    for touch in touches:
        groups.setdefault(touch.group, []).append(touch.pk)
        if touch.group in public_groups:
            public.setdefault(touch.channel, touch.pk)
    numbers = {
        f"channel.{group}": Measure(len(pks), tuple(Cite(group, pk) for pk in pks[-MOST_CITES:]))
        for group, pks in groups.items()
    }
    if public:
        cites = tuple(Cite(code, pk) for code, pk in public.items())
        numbers["platforms"] = Measure(len(public), cites[:MOST_CITES])
    return numbers


def repeats(
    complaint: int, category: str, touches: Sequence[Touch], visits: Sequence[Visit]
) -> dict[str, Measure]:
    """How often the person came about this matter in the 7 and 30 days up to the last contact.

    The same matter is this complaint, or another one of the same category.
    """
    numbers: dict[str, Measure] = {}
    for days in (7, 30) if touches else ():
        since = touches[-1].at - timedelta(days=days)
        same = sorted(
            visit.pk
            for visit in visits
            if since < visit.at <= touches[-1].at
            and (visit.complaint == complaint or (category and visit.category == category))
        )
        if len(same) > 1:
            cites = tuple(Cite("repeat", pk) for pk in same[-MOST_CITES:])
            numbers[f"repeats_{days}d"] = Measure(len(same), cites)
    return numbers


def sizes(people: int, amount: Any, said: Mapping[str, Measure]) -> dict[str, Measure]:
    """People affected and yuan at stake: what was registered, or what was said if that is more."""
    numbers = {}
    heard = said.get("people")
    if people > 1 and (heard is None or people >= heard.value):
        numbers["people"] = Measure(people, (Cite("people"),))
    if amount:
        numbers["amount"] = Measure(float(amount), (Cite("amount"),))
    return numbers

"""Facet 4: what happened between us. Our failures stand first, then what the complainant did."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from complaints.domain.duration import CHINA
from profiling.domain.facts import ContactFacts, History, MatterFacts
from profiling.domain.labels import (
    COUNT,
    MEDIA,
    OWN_WORDS,
    READING,
    REPEATED,
    Label,
    label,
    type_of_facet,
)
from profiling.domain.ours import long_wait, told_again, transferred

WINDOWS = (7, 30, 90, 365)  # days
OFFICIAL = ("REGULATOR", "GOV")  # channel groups of cases sent by an authority
ESCALATED = (*OFFICIAL, "MEDIATION", "PLATFORM", "MEDIA")
PUBLIC = ("SOCIAL", "PLATFORM")
ENOUGH = 4  # contacts before a habit is named
SPAN = 3  # hours


def behaviour(history: History, now: datetime) -> type_of_facet:
    """Our failures, then frequency, channels, escalation and what was said about going public."""
    return [
        *(_ours(history, now) or [label("OURS_NONE", None, COUNT)]),
        *_frequency(history, now),
        *_gaps(history),
        *_channels(history),
        *_hours(history),
        *_escalated(history),
        *_public(history),
    ]


def broken_promises(history: History, now: datetime) -> int:
    return sum(promise.broken(now) for promise in history.promises)


def official_cases(history: History) -> int:
    """Complaints that an authority sent or took up."""
    return len(_reached(history, OFFICIAL))


def count_within(times: Sequence[datetime], days: int, now: datetime) -> int:
    return sum(at > now - timedelta(days=days) for at in times)


def _ours(history: History, now: datetime) -> list[Label]:
    late = sum(clock.late(now) for clock in history.clocks)
    broken = broken_promises(history, now)
    return [
        *([label("OUR_PROMISES", {"times": broken}, COUNT)] if broken else []),
        *([label("OUR_CLOCKS", {"times": late}, COUNT)] if late else []),
        *_waits(history),
        *_transfers(history),
        *_repeats(history),
    ]


def _suffered(
    history: History, cause: Callable[[ContactFacts, History], bool]
) -> list[ContactFacts]:
    return [c for c in history.contacts if c.incoming and cause(c, history)]


def _waits(history: History) -> list[Label]:
    waits = _suffered(history, long_wait)
    longest = max((contact.wait_seconds for contact in waits), default=0)
    value = {"times": len(waits), "longest": longest // 60}
    return [label("OUR_WAITS", value, COUNT, waits)] if waits else []


def _transfers(history: History) -> list[Label]:
    moved = _suffered(history, transferred)
    value = {"times": sum(contact.transfers for contact in moved), "contacts": len(moved)}
    return [label("OUR_TRANSFERS", value, COUNT, moved)] if moved else []


def _repeats(history: History) -> list[Label]:
    again = _suffered(history, told_again)
    return (
        [label("OUR_REPEATS", {"times": len(again)}, READING, again, [REPEATED])] if again else []
    )


def _frequency(history: History, now: datetime) -> list[Label]:
    touches = [contact.at for contact in history.contacts if contact.incoming]
    matters = [matter.received_at for matter in history.matters]
    return [
        label("CONTACTS", {str(d): count_within(touches, d, now) for d in WINDOWS}, COUNT),
        label("COMPLAINTS", {str(d): count_within(matters, d, now) for d in WINDOWS}, COUNT),
    ]


def _gaps(history: History) -> list[Label]:
    touches = [contact for contact in history.contacts if contact.incoming]
    days = [(b.at - a.at).total_seconds() / 86_400 for a, b in pairwise(touches)]
    if not days:
        return []
    value = {"median": round(median(days), 1), "last": round(days[-1], 1)}
    return [label("GAPS", value, COUNT, touches[-2:])]


def _channels(history: History) -> list[Label]:
    used = Counter(contact.channel for contact in history.contacts if contact.incoming)
    ranked = sorted(used.items(), key=lambda item: (-item[1], item[0]))
    value = {"channels": [[code, count] for code, count in ranked[:4]], "of": used.total()}
    return [label("CHANNELS", value, COUNT)] if used else []


def _hours(history: History) -> list[Label]:
    """The three hours in which most contacts came, by the clock of China."""
    times = [contact.at.astimezone(CHINA) for contact in history.contacts if contact.incoming]
    if len(times) < ENOUGH:
        return []
    hours = Counter(at.hour for at in times)
    first = max(
        range(24 - SPAN + 1), key=lambda hour: (sum(hours[hour + i] for i in range(SPAN)), -hour)
    )
    inside = sum(hours[first + i] for i in range(SPAN))
    workdays = sum(at.weekday() < 5 for at in times)
    value = {"from": first, "to": first + SPAN, "times": inside, "workdays": workdays}
    return [label("HOURS", value | {"of": len(times)}, COUNT)]


def _reached(history: History, groups: Sequence[str]) -> list[MatterFacts]:
    """Complaints that came by one of these channel groups, at first or later."""
    reached = {contact.matter for contact in history.contacts if contact.group in groups}
    return [m for m in history.matters if m.group in groups or m.id in reached]


def _escalated(history: History) -> list[Label]:
    count = len(_reached(history, ESCALATED))
    if not count:
        return []
    value = {"times": count, "official": official_cases(history), "of": len(history.matters)}
    contacts = [contact for contact in history.contacts if contact.group in ESCALATED]
    return [label("ESCALATED", value, COUNT, contacts)]


def _public(history: History) -> list[Label]:
    """Only what was said to us or came to us from a public place; nobody's pages are searched."""
    said = [c for c in history.voices() if MEDIA in c.flags or any(w == MEDIA for w, _ in c.words)]
    posted = [c for c in history.contacts if c.incoming and c.group in PUBLIC]
    if not said and not posted:
        return []
    contacts = [c for c in history.contacts if c in said or c in posted]
    value = {"said": len(said), "posted": len(posted)}
    return [label("PUBLIC", value, OWN_WORDS, contacts, [MEDIA])]

"""Facet 3: the emotion now, where it is going, what set it off and what calmed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from profiling.domain.facts import ContactFacts, History
from profiling.domain.labels import COUNT, INFERENCE, READING, REPEATED, Label, label, type_of_facet
from profiling.domain.ours import CAUSES

HIGH = 3.5  # intensity on the scale 1-5 that counts as a peak (p)
CALMED = 1.0  # a fall by this much counts as recovery (p)
MOVED = 0.5  # a change below this is steady (p)
TREND_OVER = 5  # contacts of the current matter


def emotion(history: History) -> type_of_facet:
    """Current emotion, trend in the current matter, triggers and recovery over all matters."""
    voices = history.voices()
    if not voices:
        return []
    return [
        _current(voices[-1]),
        *_trend(history),
        *_triggers(history, voices),
        *_recovery(history),
    ]


def _current(last: ContactFacts) -> Label:
    ranked = sorted(last.emotion_p.items(), key=lambda item: (-item[1], item[0]))
    shares = [[code, round(share, 2)] for code, share in ranked[:2] if share >= 0.1]
    value = {"emotion": last.emotion, "intensity": round(last.intensity, 1), "shares": shares}
    return label("NOW", value, READING, [last], [last.emotion])


def slope(values: Sequence[float]) -> float:
    """How much a straight line through these values rises from the first to the last."""
    count = len(values)
    if count < 2:
        return 0.0
    middle, mean = (count - 1) / 2, sum(values) / count
    rise = sum((x - middle) * (y - mean) for x, y in enumerate(values))
    run = sum((x - middle) ** 2 for x in range(count))
    return round(rise / run * (count - 1), 1) + 0.0


def latest(history: History) -> list[ContactFacts]:
    """The last contacts of the current matter that have been read."""
    matter = history.current_matter()
    if matter is None:
        return []
    return [contact for contact in history.voices() if contact.matter == matter.id][-TREND_OVER:]


def trend(history: History) -> float:
    """Change of intensity over the last contacts of the current matter."""
    return slope([contact.intensity for contact in latest(history)])


def _trend(history: History) -> list[Label]:
    contacts = latest(history)
    if len(contacts) < 2:
        return []
    change = slope([contact.intensity for contact in contacts])
    way = "rising" if change >= MOVED else "falling" if change <= -MOVED else "steady"
    return [label("TREND", {"way": way, "change": change, "over": len(contacts)}, COUNT, contacts)]


def _triggers(history: History, voices: Sequence[ContactFacts]) -> list[Label]:
    """What the heated contacts have in common on our side."""
    heated = [contact for contact in voices if contact.intensity >= HIGH]
    causes = {
        cause.value: [contact for contact in heated if holds(contact, history)]
        for cause, holds in CAUSES.items()
    }
    suffered = {code: len(found) for code, found in causes.items() if found}
    if not suffered:
        return []
    counts = [[code, suffered[code]] for code in sorted(suffered, key=lambda c: -suffered[c])]
    shown = {contact.id for found in causes.values() for contact in found}
    contacts = [contact for contact in heated if contact.id in shown]
    return [label("TRIGGERS", {"causes": counts}, INFERENCE, contacts, [REPEATED])]


@dataclass(frozen=True, slots=True)
class _Fall:
    peak: ContactFacts
    calm: ContactFacts

    @property
    def drop(self) -> float:
        return self.peak.intensity - self.calm.intensity


def _falls(history: History) -> Iterator[_Fall]:
    """Neighbouring contacts of one matter between which a peak fell."""
    by_matter = sorted(history.voices(), key=lambda contact: contact.matter)
    for _, contacts in groupby(by_matter, key=lambda contact: contact.matter):
        for before, after in pairwise(contacts):
            if before.intensity >= HIGH and before.intensity - after.intensity >= CALMED:
                yield _Fall(before, after)


def _recovery(history: History) -> list[Label]:
    """How fast peaks fell, and what of ours lay in between."""
    falls = sorted(_falls(history), key=lambda fall: (fall.calm.at, fall.calm.id))
    if not falls:
        return []
    days = median((fall.calm.at - fall.peak.at).total_seconds() / 86_400 for fall in falls)
    value = {
        "times": len(falls),
        "days": round(days, 1),
        "drop": round(falls[-1].drop, 1),
        "after": sorted({code for fall in falls for code in _between(history, fall)}),
    }
    return [label("RECOVERY", value, INFERENCE, [fall.calm for fall in falls])]


def _between(history: History, fall: _Fall) -> Iterator[str]:
    start, end, matter = fall.peak.at, fall.calm.at, fall.peak.matter
    if any(
        p.matter == matter and p.kept_at and start <= p.kept_at <= end for p in history.promises
    ):
        yield "PROMISE_KEPT"
    if any(
        c.matter == matter and not c.incoming and start <= c.at <= end for c in history.contacts
    ):
        yield "WE_CALLED"
    if any(
        m.id == matter and m.finished_at and start <= m.finished_at <= end for m in history.matters
    ):
        yield "CLOSED"

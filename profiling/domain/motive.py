"""Facet 2: what the complainant wants, in this matter only. No motive is a trait of a person."""

from collections.abc import Sequence

from profiling.domain.facts import ContactFacts, History, MatterFacts
from profiling.domain.labels import INFERENCE, READING, RECORD, Label, label, type_of_facet
from profiling.domain.ours import CAUSES, Cause

SEEN = 10  # points from which a motive is worth naming
APART = 10  # points between the first two; closer ones are mixed
MIXED, UNKNOWN = "MOT_MIXED", "MOT_UNKNOWN"

# The hidden layer behind an emotion, a motive or a failure of ours: respect, fairness, safety.
# Source: founding document 003, read as in domain.md 2.5; a proposal that a call back confirms.
BEHIND: dict[str, tuple[str, ...]] = {
    Cause.BROKEN_PROMISE.value: ("PROC_UPDATE", "EMO_FAIRNESS"),
    Cause.LATE.value: ("PROC_SPEED", "PROC_UPDATE"),
    Cause.REPEAT.value: ("PROC_CONTACT",),
    Cause.TRANSFER.value: ("PROC_CONTACT",),
    Cause.WAIT.value: ("PROC_SPEED",),
    "MOT_RESPECT": ("EMO_RESPECT",),
    "MOT_VENT": ("EMO_LISTEN",),
    "ANXIETY": ("PROC_UPDATE",),
    "SAD": ("EMO_CARE",),
    "DOUBT": ("PROC_WRITTEN",),
}


def motive(history: History) -> type_of_facet:
    """Motives and demands of the current matter, each with the words that show it."""
    matter = history.current_matter()
    if matter is None:
        return []
    voices = [contact for contact in history.voices() if contact.matter == matter.id]
    return [
        label("MATTER", matter.id, RECORD),
        *_motives(voices),
        *_explicit(matter, voices),
        *_implicit(history, matter, voices),
    ]


def strength(voices: Sequence[ContactFacts]) -> list[tuple[str, float]]:
    """The strongest points of each motive over these contacts, the strongest motive first."""
    points: dict[str, float] = {}
    for contact in voices:
        for code, value in contact.motives.items():
            if value >= max(SEEN, points.get(code, 0)):
                points[code] = value
    return sorted(points.items(), key=lambda item: (-item[1], item[0]))


def _motives(voices: Sequence[ContactFacts]) -> list[Label]:
    ranked = strength(voices)
    if not ranked:
        return [label("MOTIVE", {"code": UNKNOWN, "points": 0}, READING)] if voices else []
    close = len(ranked) > 1 and ranked[0][1] - ranked[1][1] < APART
    return [
        label(
            "MOTIVE" if place == 0 else "MOTIVE_TOO",
            {"code": code, "points": round(points)} | ({"mixed": True} if close else {}),
            READING,
            [contact for contact in voices if contact.motives.get(code)],
            [code],
        )
        for place, (code, points) in enumerate(ranked)
    ]


def _explicit(matter: MatterFacts, voices: Sequence[ContactFacts]) -> list[Label]:
    """Demands that were registered, and those that were only read in the words."""
    found = []
    if matter.demands or matter.amount:
        value = {"codes": sorted(matter.demands)}
        found.append(
            label("DEMANDS", value | ({"amount": matter.amount} if matter.amount else {}), RECORD)
        )
    read = sorted({code for contact in voices for code in contact.demands} - set(matter.demands))
    if read:
        said = [contact for contact in voices if set(contact.demands) & set(read)]
        found.append(label("DEMANDS_READ", {"codes": read}, READING, said))
    return found


def _implicit(history: History, matter: MatterFacts, voices: Sequence[ContactFacts]) -> list[Label]:
    """What is probably wanted too and was not said."""
    said = {*matter.demands, *(code for contact in voices for code in contact.demands)}
    signs: dict[str, ContactFacts] = {}
    for contact in voices:
        causes = [cause.value for cause, holds in CAUSES.items() if holds(contact, history)]
        motives = [code for code, points in contact.motives.items() if points >= SEEN]
        signs |= dict.fromkeys([*causes, *motives, contact.emotion], contact)
    wanted = {code for sign in signs for code in BEHIND.get(sign, ())} - said
    shown = {signs[sign].id: signs[sign] for sign in sorted(signs) if sign in BEHIND}
    contacts = [shown[pk] for pk in sorted(shown)]
    return (
        [label("DEMANDS_IMPLICIT", {"codes": sorted(wanted)}, INFERENCE, contacts)]
        if wanted
        else []
    )

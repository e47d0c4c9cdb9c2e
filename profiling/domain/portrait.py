"""All four facets at once, with the columns that lists sort by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from profiling.domain.basic import Segment, basic
from profiling.domain.behaviour import behaviour, broken_promises, count_within, official_cases
from profiling.domain.emotion import emotion, trend
from profiling.domain.facts import History
from profiling.domain.labels import type_of_facet
from profiling.domain.motive import motive


@dataclass(frozen=True, slots=True)
class Face:
    """What a history says; the same history always says the same, whatever its order."""

    basic: type_of_facet
    motive: type_of_facet
    emotion: type_of_facet
    behaviour: type_of_facet
    complaints: int
    open_complaints: int
    contacts: int
    contacts_30d: int
    broken_promises: int
    regulator_cases: int
    intensity: float | None
    trend: float
    last_emotion: str
    last_contact_at: datetime | None


def portray(history: History, segments: Sequence[Segment], now: datetime) -> Face:
    """Draw the portrait of one complainant from all that is known at `now`."""
    history = history.sorted()
    contacts, voices = history.contacts, history.voices()
    incoming = [contact.at for contact in contacts if contact.incoming]
    return Face(
        basic=basic(history, segments, now),
        motive=motive(history),
        emotion=emotion(history),
        behaviour=behaviour(history, now),
        complaints=max(history.complaints_total, len(history.matters)),
        open_complaints=sum(matter.open for matter in history.matters),
        contacts=max(history.contacts_total, len(contacts)),
        contacts_30d=count_within(incoming, 30, now),
        broken_promises=broken_promises(history, now),
        regulator_cases=official_cases(history),
        intensity=round(voices[-1].intensity, 2) if voices else None,
        trend=trend(history),
        last_emotion=voices[-1].emotion if voices else "",
        last_contact_at=contacts[-1].at if contacts else None,
    )

"""Facet 1: who complains, as far as the records lawfully say. Age only as a band, never a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from profiling.domain.facts import ContactFacts, History
from profiling.domain.labels import (
    BIRTH_YEAR,
    CUSTOMER,
    MAX_WORDS,
    MEDIA,
    OWN_WORDS,
    RECORD,
    Label,
    label,
    type_of_facet,
)

BAND = 5  # years
PUBLIC_FIGURE = "VIP_PUBLIC"


@dataclass(frozen=True, slots=True)
class Segment:
    """A group that likes to be spoken to in a certain way: a hint, never an entitlement."""

    code: str
    born_from: int | None = None
    born_to: int | None = None

    def holds(self, year: int) -> bool:
        if self.born_from is None and self.born_to is None:
            return False
        return (self.born_from or 0) <= year <= (self.born_to or 9999)


def basic(history: History, segments: Sequence[Segment], now: datetime) -> type_of_facet:
    """Kind, age band, level, business and segment of the complainant."""
    person = history.person
    facet = [label("KIND", person.kind, RECORD)]
    if person.birth_year and person.kind == "person":
        facet.append(label("AGE_BAND", age_band(now.year - person.birth_year), BIRTH_YEAR))
    if person.level:
        facet.append(label("LEVEL", person.level, CUSTOMER))
    if person.since:
        facet.append(label("SINCE", f"{person.since:%Y-%m}", CUSTOMER))
    return [*facet, *_business(history), *_segments(history, segments)]


def age_band(age: int) -> dict[str, int]:
    """41 to 45 for everybody from 41 to 45."""
    first = (max(age, 1) - 1) // BAND * BAND + 1
    return {"from": first, "to": first + BAND - 1}


def _business(history: History) -> list[Label]:
    """Business lines as codes; product names are quotations, shown only with their complaint."""
    lines = sorted({matter.business_line for matter in history.matters if matter.business_line})
    named = {matter.id: matter.product for matter in history.matters if matter.product}
    if not lines and not named:
        return []
    one = label("BUSINESS", lines, RECORD)
    words = {
        named[contact.matter]: contact.id
        for contact in reversed(history.contacts)
        if contact.matter in named
    }
    quoted = [{"contact": contact, "text": text} for text, contact in sorted(words.items())]
    return [one | {"words": quoted[:MAX_WORDS]}]


def _segments(history: History, segments: Sequence[Segment]) -> list[Label]:
    year = history.person.birth_year if history.person.kind == "person" else None
    found = [label("SEGMENT", s.code, BIRTH_YEAR) for s in segments if year and s.holds(year)]
    spoken = _says_to_be_public(history)
    if spoken:
        found.append(label("SEGMENT", "SEG_KOL", OWN_WORDS, spoken, [MEDIA]))
    return found


def _says_to_be_public(history: History) -> list[ContactFacts]:
    """Only in the current matter: an occupation or reach is no trait of a person for life."""
    matter = history.current_matter()
    return [
        contact
        for contact in history.voices()
        if matter and contact.matter == matter.id and PUBLIC_FIGURE in contact.flags
    ]

"""What comes in, and what is wrong with it. One check for form, API, import and feeds."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

MAX_TEXT = 100_000  # characters; the longest letter we have seen is a tenth of it
MAX_FIELD = 200
CLOCK_SKEW = timedelta(minutes=5)  # a sender's clock may be this far ahead of ours
WIDEST_ZONE = timedelta(hours=14)  # Kiritimati; PostgreSQL refuses to store more than 15:59
EARLIEST = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
MAX_AMOUNT = Decimal("1e12")
CENT = Decimal("0.01")
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # controls, lone surrogates
CONTACT_TEXTS = ("text", "channel", "title", "category", "business_line", "product", "reference")
PERSON_TEXTS = ("name", "phone", "id_number", "address", "kind")


@dataclass(frozen=True, slots=True)
class Person:
    """Who complains, as far as the channel tells. All empty: an unknown caller."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    kind: str = "person"
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class NewContact:
    """One touch on its way in, from whatever channel."""

    text: str
    channel: str
    occurred_at: datetime
    person: Person = field(default_factory=Person)
    title: str = ""
    category: str = ""
    business_line: str = ""
    product: str = ""
    amount: Decimal | None = None
    demands: tuple[str, ...] = ()
    people: int = 1
    reference: str = ""  # of the complaint it belongs to; empty: a new matter
    external_id: str | None = None
    wait_seconds: int = 0
    transfers: int = 0
    direction: str = "in"


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes in force, against which a contact is checked."""

    channels: Collection[str]
    categories: Collection[str]
    business_lines: Collection[str]
    demands: Collection[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the field, a stable code for programs, a value for the message."""

    field: str
    code: str
    value: str = ""


def clean_text(text: str) -> str:
    """Make a text storable without losing words: line ends unified, control characters and lone
    surrogates replaced by U+FFFD (NUL can't be stored by PostgreSQL), outer blanks removed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSTORABLE.sub("\ufffd", text).strip()


def cleaned(contact: NewContact) -> NewContact:
    """The contact with every text made storable and its amount in whole cents.

    The external id is left alone: two ids must not become one. What is wrong stays wrong, for
    `problems` to name it.
    """
    changes: dict[str, Any] = _cleaned_texts(contact, CONTACT_TEXTS)
    if person := _cleaned_texts(contact.person, PERSON_TEXTS):
        changes["person"] = replace(contact.person, **person)
    if contact.amount is not None and _is_money(contact.amount):
        changes["amount"] = contact.amount.quantize(CENT)
    return replace(contact, **changes) if changes else contact


def _cleaned_texts(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """What changes; a text that is far too long is refused as it is, not gone through first."""
    found = ((name, getattr(thing, name)) for name in names)
    short = ((name, text) for name, text in found if text and len(text) <= 2 * MAX_TEXT)
    return {name: clean for name, text in short if (clean := clean_text(text)) != text}


def _is_money(amount: Decimal) -> bool:
    return amount.is_finite() and 0 <= amount < MAX_AMOUNT and amount == amount.quantize(CENT)


def problems(contact: NewContact, codes: Codes, now: datetime) -> list[Problem]:
    """All that is wrong with a contact, in the order of the form; empty when it can be taken."""
    return [
        *_text_problems(contact),
        *_code_problems(contact, codes),
        *_time_problems(contact, now),
        *_number_problems(contact, now),
        *_length_problems(contact),
    ]


def _text_problems(contact: NewContact) -> list[Problem]:
    if not contact.text.replace("\ufffd", "").strip():
        return [Problem("text", "empty")]
    if len(contact.text) > MAX_TEXT:
        return [Problem("text", "too_long", str(len(contact.text)))]
    return []


def _code_problems(contact: NewContact, codes: Codes) -> list[Problem]:
    given = [
        ("channel", contact.channel, codes.channels),
        ("category", contact.category, codes.categories),
        ("business_line", contact.business_line, codes.business_lines),
        *(("demands", demand, codes.demands) for demand in contact.demands),
    ]
    found = [
        Problem(name, "unknown", code) for name, code, known in given if code and code not in known
    ]
    return ([] if contact.channel else [Problem("channel", "empty")]) + found


def _time_problems(contact: NewContact, now: datetime) -> list[Problem]:
    offset = contact.occurred_at.utcoffset()
    if offset is None:
        return [Problem("occurred_at", "no_time_zone", str(contact.occurred_at))]
    if abs(offset) > WIDEST_ZONE:
        return [Problem("occurred_at", "no_such_zone", contact.occurred_at.isoformat())]
    if contact.occurred_at > now + CLOCK_SKEW:
        return [Problem("occurred_at", "in_the_future", contact.occurred_at.isoformat())]
    if contact.occurred_at < EARLIEST:
        return [Problem("occurred_at", "too_early", contact.occurred_at.isoformat())]
    return []


def _number_problems(contact: NewContact, now: datetime) -> list[Problem]:
    birth_year = contact.person.birth_year
    numbers = [
        ("people", contact.people, 1, 1_000_000),
        ("wait_seconds", contact.wait_seconds, 0, 86_400),
        ("transfers", contact.transfers, 0, 100),
        ("birth_year", now.year if birth_year is None else birth_year, 1900, now.year),
    ]
    found = [
        Problem(name, "out_of_range", str(number))
        for name, number, least, most in numbers
        if not least <= number <= most
    ]
    return _amount_problems(contact.amount) + found


def _amount_problems(amount: Decimal | None) -> list[Problem]:
    """Whole cents, and no more than the column holds."""
    if amount is None or _is_money(amount):
        return []
    inside = amount.is_finite() and 0 <= amount < MAX_AMOUNT
    return [Problem("amount", "too_precise" if inside else "out_of_range", str(amount))]


def _length_problems(contact: NewContact) -> list[Problem]:
    limits = {"title": 80, "product": 60, "reference": 20}
    texts = {name: getattr(contact, name) for name in limits}
    person = {
        name: getattr(contact.person, name) for name in ("name", "phone", "id_number", "address")
    }
    found = [Problem(n, "too_long", str(len(t))) for n, t in texts.items() if len(t) > limits[n]]
    found += [Problem(n, "too_long", str(len(t))) for n, t in person.items() if len(t) > MAX_FIELD]
    if contact.external_id is not None and not 0 < len(contact.external_id) <= 120:
        found.append(Problem("external_id", "out_of_range", contact.external_id[:40]))
    if contact.external_id is not None and UNSTORABLE.search(contact.external_id):
        found.append(Problem("external_id", "unprintable"))
    if contact.person.kind not in ("person", "organisation"):
        found.append(Problem("kind", "unknown", contact.person.kind))
    if contact.direction not in ("in", "out"):
        found.append(Problem("direction", "unknown", contact.direction))
    return found

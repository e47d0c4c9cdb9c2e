"""Find or make the complainants behind a batch of contacts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import phonenumbers

from accounts.crypto import keyed_hash
from complaints.domain.intake import Person
from complaints.domain.masking import mask_name, mask_phone
from complaints.models import Complainant
from outbox.copying import copy_in, copy_missing

REGION = "CN"
# By hand and in one: this runs for every contact. The oldest owner of a phone comes last.
KNOWN = """
SELECT id, identity, id_hash, phone_hash FROM complaints_complainant
WHERE identity = ANY(%(keys)s) OR phone_hash = ANY(%(phones)s)
ORDER BY id DESC
"""
LEAST_DIGITS = 5  # national hotlines have five; nobody is reached by fewer
MOBILE = re.compile("1[3-9][0-9]{9}")  # nearly all there are; the library would take 0.1 ms


def plain_phone(phone: str) -> str:
    """One spelling per number: Chinese numbers without country code, others in E.164."""
    if MOBILE.fullmatch(phone):
        return phone
    try:
        number = phonenumbers.parse(phone, REGION)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", phone)
    if number.country_code == 86:
        return str(number.national_number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def plain_id(number: str) -> str:
    return re.sub(r"\s", "", number).upper()


def recognise(*, phone: str = "", id_number: str = "") -> Complainant | None:
    """The complainant with this identity number or, failing that, this phone number.

    Found by keyed hash, so only whoever knows the whole number finds anybody.
    """
    keys = identities(Person(phone=phone, id_number=id_number))
    return _match(keys, _known(keys))


def identities(person: Person) -> list[str]:
    """Under which keys this person may be known, the surest first.

    A phone of fewer than five digits ("none", 110, an extension) is nobody's own: else all who
    gave it would be one person.
    """
    keys = []
    if id_number := plain_id(person.id_number):
        keys.append("id:" + keyed_hash("id", id_number))
    phone = plain_phone(person.phone) if person.phone else ""
    if len(phone) >= LEAST_DIGITS:
        keys.append("phone:" + keyed_hash("phone", phone))
    return keys


def find_or_make(persons: Sequence[Person], *, now: datetime, is_demo: bool) -> list[Complainant]:
    """One complainant per person, in order; equal identities share one, unknown callers never do.

    Runs inside the caller's transaction. Two transactions that bring the same new person at once
    are settled by the unique identity: the second waits and then finds the first one's row.
    """
    keys = [identities(person) for person in persons]
    known = _known(key for each in keys for key in each)
    fresh: dict[str, Complainant] = {}
    for person, each in zip(persons, keys, strict=True):
        if each and _match(each, known) is None and each[0] not in fresh:
            fresh[each[0]] = make(person, now=now, is_demo=is_demo)
    if fresh:
        copy_missing([fresh[key] for key in sorted(fresh)])
        known |= _known(fresh)
    strangers = [
        make(person, now=now, is_demo=is_demo)
        for person, each in zip(persons, keys, strict=True)
        if not each
    ]
    copy_in(strangers)
    made = iter(strangers)
    return [_match(each, known) or known[each[0]] if each else next(made) for each in keys]


def _match(keys: list[str], known: dict[str, Complainant]) -> Complainant | None:
    """The person known under the surest key. A shared phone does not make two identities one."""
    for key in keys:
        found = known.get(key)
        if found and (key == keys[0] or not found.id_hash):
            return found
    return None


def _known(keys: Iterable[str]) -> dict[str, Complainant]:
    """Who is known under these keys; a phone finds its oldest owner, identity number or not."""
    wanted = set(keys)
    if not wanted:
        return {}
    phones = [key.removeprefix("phone:") for key in wanted if key.startswith("phone:")]
    people = list(Complainant.objects.raw(KNOWN, {"phones": phones, "keys": list(wanted)}))
    known = {f"phone:{person.phone_hash}": person for person in people}
    return known | {person.identity: person for person in people if person.identity in wanted}


def make(person: Person, *, now: datetime, is_demo: bool) -> Complainant:
    """An unsaved complainant with hashes and masks filled in."""
    keys = identities(person)
    phone = plain_phone(person.phone) if person.phone else ""
    person = replace(person, phone=phone, id_number=plain_id(person.id_number))
    return Complainant(
        kind=person.kind,
        name=person.name,
        phone=phone,
        id_number=person.id_number,
        address=person.address,
        masked_name=mask_name(person.name),
        masked_phone=mask_phone(phone) if phone else "",
        phone_tail=phone[-4:] if len(phone) >= 8 else "",
        phone_hash=keyed_hash("phone", phone) if phone else None,
        id_hash=keyed_hash("id", person.id_number) if person.id_number else None,
        identity=keys[0] if keys else None,
        birth_year=person.birth_year,
        is_demo=is_demo,
        created_at=now,
    )

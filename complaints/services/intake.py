"""The one way in: whatever the channel, a contact is received here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Department, User
from complaints.domain.intake import NewContact, Problem, cleaned, problems
from complaints.domain.summary import summary
from complaints.facts import ContactReceived
from complaints.models import Complainant, Complaint, Contact
from complaints.services.clocks import start_first_clocks
from complaints.services.codes import codes_in_force
from complaints.services.people import find_or_make
from complaints.services.references import next_references
from outbox.copying import copy_in
from outbox.live import announce
from outbox.services import publish

TRIES = 3  # a concurrent sender of the same rows makes us look again


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one contact: taken, already known, or refused with its problems."""

    problems: tuple[Problem, ...] = ()
    contact_id: int | None = None
    complaint_id: int | None = None
    reference: str = ""
    created: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """Who brings the contacts: the person or client, its source name, and where they belong."""

    user: User
    source: str = ""
    department: Department | None = None
    owner: User | None = None
    is_demo: bool = False


def receive_contact(contact: NewContact, *, sender: Sender, now: datetime | None = None) -> Receipt:
    """Receive one contact; see `receive_contacts`."""
    return receive_contacts([contact], sender=sender, now=now)[0]


def receive_contacts(
    contacts: Sequence[NewContact], *, sender: Sender, now: datetime | None = None
) -> list[Receipt]:
    """Check and store contacts, all good ones in one transaction; one receipt each, in order.

    A contact whose (source, external id) is known is not stored again: its receipt names what is
    there, with `created=False`. A refused one carries its problems and nothing of it is stored.
    `now` is the time of registration; only demo data sets it.
    """
    now = now or timezone.now()
    codes = codes_in_force()
    storable = [cleaned(contact) for contact in contacts]
    found = [problems(contact, codes, now) for contact in storable]
    good = [c for c, wrong in zip(storable, found, strict=True) if not wrong]
    stored = iter(_store_for_sure(good, sender, now))
    return [Receipt(problems=tuple(wrong)) if wrong else next(stored) for wrong in found]


def _store_for_sure(contacts: list[NewContact], sender: Sender, now: datetime) -> list[Receipt]:
    for attempt in range(TRIES):
        try:
            return _store(contacts, sender, now)
        except IntegrityError as error:
            # Somebody stored one of these external ids between our look and our insert.
            if "one_contact_per_source_and_number" not in str(error) or attempt == TRIES - 1:
                raise
    return []


@transaction.atomic
def _store(contacts: list[NewContact], sender: Sender, now: datetime) -> list[Receipt]:
    receipts: dict[int, Receipt] = _already_known(contacts, sender.source)
    receipts |= _wrong_reference(contacts, sender, receipts)
    fresh = [i for i in range(len(contacts)) if i not in receipts]
    twins = _twins(contacts, fresh)
    fresh = [i for i in fresh if i not in twins]
    complaints = _complaints_for([contacts[i] for i in fresh], sender, now)
    rows = [
        _contact_row(contacts[i], complaint, sender, now)
        for i, complaint in zip(fresh, complaints, strict=True)
    ]
    copy_in(rows, order_by="external_id")
    publish(*(ContactReceived(r.pk, r.complaint_id, r.complainant_id) for r in rows))
    announce("complaints", [row.complaint_id for row in rows[-1:]])
    for i, row, complaint in zip(fresh, rows, complaints, strict=True):
        receipts[i] = Receipt((), row.pk, complaint.pk, complaint.reference, created=True)
    for i, first in twins.items():
        receipts[i] = replace(receipts[first], created=False)
    return [receipts[i] for i in range(len(contacts))]


def _already_known(contacts: list[NewContact], source: str) -> dict[int, Receipt]:
    wanted = {c.external_id: i for i, c in enumerate(contacts) if c.external_id}
    rows = (
        Contact.objects.filter(source=source, external_id__in=wanted).values_list(
            "external_id", "pk", "complaint_id", "complaint__reference"
        )
        if wanted
        else []
    )
    known = {number: Receipt((), pk, case, reference) for number, pk, case, reference in rows}
    return {i: known[c.external_id] for i, c in enumerate(contacts) if c.external_id in known}


def _wrong_reference(
    contacts: list[NewContact], sender: Sender, receipts: dict[int, Receipt]
) -> dict[int, Receipt]:
    """Contacts that name a complaint which this sender can't see are refused."""
    named = {c.reference for c in contacts if c.reference}
    if not named:
        return {}
    seen = Complaint.objects.visible_to(sender.user).filter(reference__in=named)
    allowed = set(seen.values_list("reference", flat=True))
    return {
        i: Receipt((Problem("reference", "unknown", c.reference),))
        for i, c in enumerate(contacts)
        if c.reference and c.reference not in allowed and i not in receipts
    }


def _twins(contacts: list[NewContact], fresh: list[int]) -> dict[int, int]:
    """Rows of this very batch that repeat an external id: which row they repeat."""
    first: dict[str, int] = {}
    twins = {}
    for i in fresh:
        number = contacts[i].external_id
        if number and first.setdefault(number, i) != i:
            twins[i] = first[number]
    return twins


def _complaints_for(contacts: list[NewContact], sender: Sender, now: datetime) -> list[Complaint]:
    """The complaint of each contact: the one it names, or a new one with its clocks started."""
    named = Complaint.objects.in_bulk(
        {c.reference for c in contacts if c.reference}, field_name="reference"
    )
    new = [c for c in contacts if not c.reference]
    people = find_or_make([c.person for c in new], now=now, is_demo=sender.is_demo)
    references = next_references(len(new), now)
    made = [
        _complaint_row(contact, person, reference, sender, now)
        for contact, person, reference in zip(new, people, references, strict=True)
    ]
    copy_in(made)
    start_first_clocks(made)
    created = iter(made)
    return [named[c.reference] if c.reference else next(created) for c in contacts]


def _complaint_row(
    contact: NewContact, person: Complainant, reference: str, sender: Sender, now: datetime
) -> Complaint:
    department = sender.department or sender.user.department
    return Complaint(
        reference=reference,
        complainant_id=person.pk,
        title=contact.title or summary(contact.text),
        channel_id=contact.channel,
        category_id=contact.category or None,
        business_line_id=contact.business_line or None,
        product=contact.product,
        amount=contact.amount,
        demands=list(contact.demands),
        people=contact.people,
        department_id=department.pk if department else None,
        owner_id=sender.owner.pk if sender.owner else None,
        registered_by_id=sender.user.pk,
        received_at=contact.occurred_at,
        registered_at=now,
        is_demo=sender.is_demo,
    )


def _contact_row(
    contact: NewContact, complaint: Complaint, sender: Sender, now: datetime
) -> Contact:
    return Contact(
        complaint_id=complaint.pk,
        complainant_id=complaint.complainant_id,
        channel_id=contact.channel,
        direction=contact.direction,
        text=contact.text,
        occurred_at=contact.occurred_at,
        created_at=now,
        author_id=sender.user.pk,
        wait_seconds=contact.wait_seconds,
        transfers=contact.transfers,
        source=sender.source,
        external_id=contact.external_id,
    )

"""Find complaints by number, by phone, or by the words that were said."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.crypto import keyed_hash
from complaints.models import Complaint, Contact
from complaints.services.people import plain_phone
from sentiment.models import Reading

REFERENCE = re.compile(r"^(?:TS)?-?(\d{8})-?(\d{6})$", re.IGNORECASE)
SHOWN = re.compile(r"^(?:(\d{4})-)?(\d{6})$")  # as lists and alerts show it: 1122-003216, 003216
TAIL = re.compile(r"^\d{4}$")
FEW = 5000  # matches up to which each is named
PHONE = re.compile(r"^\+?[\d -]{7,20}$")


def found(words: str) -> Q:
    """Which complaints match what was typed into the search box.

    Few matches are named one by one. Many are asked for row by row instead, which for the first
    page of a long list means hardly any; naming them all would read every text there is.
    """
    words = words.strip()
    if match := REFERENCE.match(words):
        return Q(reference=f"TS{match[1]}-{match[2]}")
    named = {*_sourced(words), *_phoned(words)}
    said = Reading.objects.containing(words)
    few = list(said.values_list("complaint_id", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Q(pk__in=named.union(few))
    return Q(Exists(said.filter(complaint=OuterRef("pk")))) | Q(pk__in=named)


def _sourced(words: str) -> QuerySet:
    return Contact.objects.filter(external_id=words).values_list("complaint_id", flat=True)


def _phoned(words: str) -> Iterable[int]:
    """Complaints of people with this phone, or with these last digits of it."""
    if TAIL.match(words):
        return _of(Q(complainant__phone_tail=words))
    if PHONE.match(words):
        return _of(Q(complainant__phone_hash=keyed_hash("phone", plain_phone(words))))
    return ()


def _of(people: Q) -> QuerySet:
    return Complaint.objects.filter(people).values_list("pk", flat=True)

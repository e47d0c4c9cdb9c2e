"""Find complaints by number, by phone, or by the words that were said."""

import re

from django.db.models import QuerySet

from accounts.crypto import keyed_hash
from complaints.models import Complainant, Complaint, Contact
from complaints.services.people import plain_phone
from sentiment.models import Reading

REFERENCE = re.compile(r"^(?:TS)?-?(\d{8})-?(\d{6})$", re.IGNORECASE)
SHOWN = re.compile(r"^(?:(\d{4})-)?(\d{6})$")  # as lists and alerts show it: 1122-003216, 003216
TAIL = re.compile(r"^\d{4}$")
PHONE = re.compile(r"^\+?[\d -]{7,20}$")


def found(words: str) -> QuerySet[Complaint]:
    """Complaints that match what was typed into the search box.

    The branches are united by id, never joined by OR, so that each uses its own index.
    """
    words = words.strip()
    if match := REFERENCE.match(words):
        return Complaint.objects.filter(reference=f"TS{match[1]}-{match[2]}")
    branches = [_said(words), _sourced(words)]
    if match := SHOWN.match(words):
        branches.append(_numbered(match[1] or "", match[2]))
    if TAIL.match(words):
        branches.append(_of(Complainant.objects.filter(phone_tail=words)))
    if PHONE.match(words):
        hashed = keyed_hash("phone", plain_phone(words))
        branches.append(_of(Complainant.objects.filter(phone_hash=hashed)))
    return Complaint.objects.filter(pk__in=branches[0].union(*branches[1:]))


def _said(words: str) -> QuerySet:
    return Reading.objects.containing(words).values_list("complaint_id", flat=True)


def _numbered(day: str, number: str) -> QuerySet:
    rows = Complaint.objects.filter(reference__endswith=f"{day}-{number}")
    return rows.values_list("pk", flat=True)


def _sourced(words: str) -> QuerySet:
    return Contact.objects.filter(external_id=words).values_list("complaint_id", flat=True)


def _of(people: QuerySet[Complainant]) -> QuerySet:
    return Complaint.objects.filter(complainant__in=people.values("pk")).values_list(
        "pk", flat=True
    )

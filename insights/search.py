"""Find complaints by number, by phone, or by the words that were said."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.crypto import keyed_hash
from complaints.models import Complaint, Contact
from complaints.services.people import plain_phone
from sentiment.fields import text_query
from sentiment.models import Reading
from sentiment.models.reading import ReadingQuerySet

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
    return _in(Reading.objects.containing(words)) | Q(pk__in=named)


def about(phrases: Sequence[str]) -> Q:
    """Which complaints have a contact that holds two of these phrases, or the one there is."""
    return _in(holding(phrases))


def holding(phrases: Sequence[str]) -> ReadingQuerySet:
    """Readings of contacts that hold two of these phrases, or the one there is."""
    asked = [query for phrase in phrases if (query := text_query(phrase))]
    if not asked:
        return Reading.objects.none()
    pairs = [f"({one}) & ({other})" for one, other in combinations(asked, 2)] or asked
    search = SearchQuery(
        " | ".join(f"({pair})" for pair in pairs), search_type="raw", config="simple"
    )
    return Reading.objects.filter(search=search)


def _in(said: ReadingQuerySet) -> Q:
    few = list(said.values_list("complaint_id", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Q(pk__in=set(few))
    return Q(Exists(said.filter(complaint=OuterRef("pk"))))


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

"""Read contacts in batches, and keep what people say against a reading."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints.models import Category, Contact
from complaints.services import classify
from outbox.services import publish
from sentiment.engine import Reading as Seen
from sentiment.engine import search_tokens
from sentiment.facts import ContactRead
from sentiment.models import Correction, Reading
from sentiment.services.engines import current_engine

THREAT = "_THREAT"
READ_AGAIN = (
    "complaint",
    "occurred_at",
    "polarity",
    "emotion",
    "intensity",
    "category",
    "confidence",
    "flags",
    "combos",
    "detail",
    "engine_version",
    "lexicon_version",
    "read_at",
    "search",
)


@transaction.atomic
def read_contacts(contact_ids: Sequence[int]) -> None:
    """Read these contacts in one call of the engine; exactly one reading per contact, always."""
    contacts = list(Contact.objects.filter(pk__in=contact_ids).order_by("pk"))
    seen = current_engine().read([contact.text for contact in contacts])
    known = set(Category.objects.values_list("code", flat=True))
    rows = [_row(contact, each, known) for contact, each in zip(contacts, seen, strict=True)]
    Reading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["contact"], update_fields=READ_AGAIN
    )
    publish(*(ContactRead(c.pk, c.complaint_id, c.complainant_id) for c in contacts))


def level(seen: Seen) -> float:
    """The intensity in the steps 1 to 5 that people see."""
    return round(1 + 4 * seen.intensity, 2)


def product_flags(seen: Seen) -> list[str]:
    """The flags by the names that categories and risk rules know: MEDIA for MEDIA_THREAT."""
    return sorted(flag.removesuffix(THREAT) for flag in seen.flags)


def _row(contact: Contact, seen: Seen, known: set[str]) -> Reading:
    code, confidence = next(((c, p) for c, p in seen.categories if c in known), (None, 0.0))
    return Reading(
        contact_id=contact.pk,
        complaint_id=contact.complaint_id,
        occurred_at=contact.occurred_at,
        polarity=seen.polarity,
        emotion=seen.emotion,
        intensity=level(seen),
        category_id=code,
        confidence=confidence,
        flags=product_flags(seen),
        combos=[combo.code for combo in seen.combos],
        detail=seen.as_dict(),
        engine_version=seen.engine_version,
        lexicon_version=seen.lexicon_version,
        read_at=timezone.now(),
        search=search_tokens(contact.text),
    )


@transaction.atomic
def correct(reading: Reading, *, field: str, value: str, by: User) -> Correction:
    """Keep a person's word against the machine's; a category is confirmed on the complaint too.

    Raises KeyError for a field that can't be corrected.
    """
    before = {
        "category": reading.category_id or "",
        "emotion": reading.emotion,
        "polarity": reading.polarity,
    }[field]
    if field == "category":
        classify(reading.complaint_id, category=Category.objects.get(pk=value))
    return Correction.objects.create(
        reading=reading, field=field, before=before, after=value, by=by
    )

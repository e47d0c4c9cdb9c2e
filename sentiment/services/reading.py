"""Read contacts in batches; what people said against a reading stays in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints.models import Category, Contact
from outbox.services import publish
from sentiment.domain.lexicon import Place
from sentiment.engine import Reading as Seen
from sentiment.engine import search_tokens
from sentiment.facts import ContactRead
from sentiment.models import Reading
from sentiment.services.corrections import note_against, put_in, words_about
from sentiment.services.engines import read_at
from sentiment.services.shadow import read_in_shadow

THREAT = "_THREAT"
READ_AGAIN = (
    "complaint",
    "occurred_at",
    "polarity",
    "emotion",
    "intensity",
    "category",
    "confidence",
    "kind",
    "demands",
    "unsure",
    "corrected",
    "flags",
    "combos",
    "detail",
    "engine_version",
    "lexicon_version",
    "read_at",
)
NEEDED = (
    "text", "occurred_at", "complaint_id", "complainant_id", "channel__group",
    "complaint__business_line_id",
)  # fmt: skip
# What portraits, risk and lists are told by; the rest is for looking up.
TOLD = ("polarity", "emotion", "intensity", "category_id", "kind", "demands", "flags", "combos")


@transaction.atomic
def read_contacts(contact_ids: Sequence[int], *, again: bool = False) -> int:
    """Read these contacts in one call of the engine; exactly one reading per contact, always.

    What a person corrected stays as the person said. `again`: they were read before, by an older
    engine; then only those are told on whose reading has become another one. Returns how many
    contacts were told on.
    """
    contacts = _contacts(contact_ids)
    before = _held([contact.pk for contact in contacts])
    texts, places = [each.text for each in contacts], [place_of(each) for each in contacts]
    seen = read_at(texts, places)
    rows = _rows(contacts, seen)
    fresh = [row for row in rows if not again or row.pk not in before]
    for row in fresh:  # what was said stays the same, and so does what it is found by
        row.search = search_tokens(row.contact.text)
    _save(fresh, [*READ_AGAIN, "search"])
    _save([row for row in rows if again and row.pk in before], READ_AGAIN)
    news = [c for c, row in zip(contacts, rows, strict=True) if not again or _new(row, before)]
    publish(*(ContactRead(c.pk, c.complaint_id, c.complainant_id) for c in news))
    read_in_shadow([contact.pk for contact in contacts], texts, places, seen)
    return len(news)


def _contacts(contact_ids: Sequence[int]) -> list[Contact]:
    """These contacts with what reading needs of them."""
    rows = Contact.objects.filter(pk__in=contact_ids).select_related("channel", "complaint")
    return list(rows.only(*NEEDED).order_by("pk"))


def _save(rows: Sequence[Reading], fields: Sequence[str]) -> None:
    if rows:
        Reading.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["contact"], update_fields=fields
        )


def _held(contact_ids: Sequence[int]) -> dict[int, Reading]:
    """Readings there are already, held, so that nobody corrects them while they are read again."""
    rows = Reading.objects.filter(pk__in=contact_ids).only("pk", *TOLD).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}


def _new(row: Reading, before: dict[int, Reading]) -> bool:
    """Whether portrait and risk would see another reading than before."""
    old = before.get(row.pk)
    return old is None or any(_told(row, name) != _told(old, name) for name in TOLD)


def _told(row: Reading, name: str) -> Any:
    value = getattr(row, name)
    return round(value, 1) if isinstance(value, float) else value


def _rows(contacts: Sequence[Contact], seen: Sequence[Seen]) -> list[Reading]:
    known = set(Category.objects.values_list("code", flat=True))
    words = words_about(contact.pk for contact in contacts)
    rows = [_row(contact, each, known) for contact, each in zip(contacts, seen, strict=True)]
    for row in rows:
        put_in(row, words.get(row.pk, ()))
    return rows


def note_while_registering(contact_id: int, words: Mapping[str, str], *, by: User) -> None:
    """Keep as corrections what an agent chose against the live reading of this contact."""
    said = {field: value for field, value in words.items() if value}
    if said:
        contact = Contact.objects.select_related("channel", "complaint").get(pk=contact_id)
        [seen] = read_at([contact.text], [place_of(contact)])
        note_against(contact_id, seen, said, by=by)


def place_of(contact: Contact) -> Place:
    """When and where a contact was said: its day, its matter's business line, its channel."""
    return Place(
        timezone.localdate(contact.occurred_at),
        contact.complaint.business_line_id or "",
        contact.channel.group,
    )


def level(seen: Seen) -> float:
    """The intensity in the steps 1 to 5 that people see."""
    return round(1 + 4 * seen.intensity, 2)


def product_flags(seen: Seen) -> list[str]:
    """The flags by the names that categories and risk rules know: MEDIA for MEDIA_THREAT."""
    return sorted(flag.removesuffix(THREAT) for flag in seen.flags)


def read_unstored(texts: Sequence[str], place: Place, *, heads: bool = False) -> list[Reading]:
    """Rows of texts that nobody keeps, in the form of stored ones; order is kept."""
    known = set(Category.objects.values_list("code", flat=True))
    seen = read_at(texts, [place] * len(texts), heads=heads)
    return [Reading(**_columns(each, known)) for each in seen]


def _row(contact: Contact, seen: Seen, known: set[str]) -> Reading:
    return Reading(
        contact=contact,
        complaint_id=contact.complaint_id,
        occurred_at=contact.occurred_at,
        **_columns(seen, known),
    )


def _columns(seen: Seen, known: set[str]) -> dict[str, Any]:
    """What was read, as a row holds it; of the categories the first that is `known` here."""
    code, confidence = next(((c, p) for c, p in seen.categories if c in known), (None, 0.0))
    return {
        "polarity": seen.polarity,
        "emotion": seen.emotion,
        "intensity": level(seen),
        "category_id": code,
        "confidence": confidence,
        "kind": seen.kind,
        "demands": list(seen.demands),
        "unsure": seen.unsure,
        "flags": product_flags(seen),
        "combos": [combo.code for combo in seen.combos],
        "detail": seen.as_dict(),
        "engine_version": seen.engine_version,
        "lexicon_version": seen.lexicon_version,
        "read_at": timezone.now(),
    }

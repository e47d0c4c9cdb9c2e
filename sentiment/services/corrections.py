"""A person's word against the machine's: kept, applied at once, and to every later reading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints.models import Category, Complaint, DemandKind
from complaints.services import classify
from outbox.live import announce
from outbox.services import publish
from sentiment.domain.corrections import CorrectionError, checked, columns, machine_said
from sentiment.engine import Reading as Seen
from sentiment.facts import ContactRead
from sentiment.models import Correction, Reading
from sentiment.models.reading import EMOTIONS, KINDS, POLARITY
from sentiment.names import FLAGS

FIXED = {
    "emotion": tuple(code for code, _ in EMOTIONS),
    "polarity": tuple(code for code, _ in POLARITY),
    "kind": tuple(code for code, _ in KINDS),
    "flags": tuple(FLAGS),
    "intensity": (),
}
LIVE = "readings"  # the topic open pages of the complaint listen to
type_of_words = Mapping[int, Sequence[tuple[str, str]]]


@transaction.atomic
def correct(reading: Reading, *, field: str, value: str, by: User) -> Correction | None:
    """Put a person's word above the machine's; a category is confirmed on the complaint too.

    Saying what the machine said takes an earlier word back; then there is no correction. Portrait
    and risk hear of it. Raises CorrectionError for an unknown field or value.
    """
    value = checked(field, value, _known(field))
    reading = Reading.objects.select_for_update(no_key=True, of=("self",)).get(pk=reading.pk)
    said = _machine_said(reading.detail)[field]
    _end(reading, field, by)
    kept = None
    if value != said:
        kept = Correction(
            contact_id=reading.pk, field=field, before=said, after=value, by=by,
            engine_version=reading.engine_version,
        )  # fmt: skip
    if field == "category":
        _confirm(reading, value, kept)
    if kept:
        kept.save()
    _show(reading, field, value, by_person=kept is not None)
    return kept


@transaction.atomic
def undo(correction: Correction, *, by: User) -> None:
    """Take a correction back: the machine's word counts again, on the complaint too."""
    reading = Reading.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=correction.contact_id
    )
    if not Correction.objects.in_force().filter(pk=correction.pk).exists():
        return
    if correction.field == "category":
        _unconfirm(reading, correction)
    _end(reading, correction.field, by)
    said = _machine_said(reading.detail)[correction.field]
    _show(reading, correction.field, said, by_person=False)


@transaction.atomic
def note_against(contact_id: int, seen: Seen, words: Mapping[str, str], *, by: User) -> int:
    """Keep what an agent said against the live reading, before anything was read for good.

    What agrees with the machine, or is empty or unknown, is no correction. Returns how many are.
    """
    said = _machine_said(seen.as_dict())
    rows = []
    for field, value in words.items():
        known = _known(field)
        try:
            value = checked(field, value, known) if value else ""
        except CorrectionError:
            continue
        if value and value != said[field] and said[field]:
            rows.append(
                Correction(
                    contact_id=contact_id,
                    field=field,
                    before=said[field],
                    after=value,
                    by=by,
                    source=Correction.DESK,
                    engine_version=seen.engine_version,
                )
            )
    Correction.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def sound(words: Mapping[str, str]) -> dict[str, str]:
    """Of what a form says against a live reading, that which is empty of nonsense."""
    found = {}
    for field in ("emotion", "polarity", "intensity", "kind"):
        try:
            found[field] = checked(field, words.get(field, ""), FIXED[field])
        except CorrectionError:
            continue
    return found


def words_about(contact_ids: Iterable[int]) -> type_of_words:
    """The corrections in force, by contact: (field, value)."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Correction.objects.in_force().filter(contact__in=list(contact_ids))
    for contact, field, value in rows.values_list("contact_id", "field", "after"):
        found[contact].append((field, value))
    return found


def put_in(row: Reading, words: Sequence[tuple[str, str]]) -> None:
    """A person's words stand in the columns of a reading, however often it is read again."""
    for field, value in words:
        for name, each in columns(field, value).items():
            setattr(row, name, each)
    row.corrected = sorted(field for field, _ in words)


def _known(field: str) -> Sequence[str]:
    """The codes this field may hold. Raises CorrectionError for a field that has none."""
    if field == "category":
        rows = Category.objects.filter(active=True).exclude(parent=None)
        return list(rows.values_list("code", flat=True))
    if field == "demands":
        return list(DemandKind.objects.filter(active=True).values_list("code", flat=True))
    if field not in FIXED:
        raise CorrectionError(field, "")
    return FIXED[field]


def _machine_said(detail: Mapping[str, Any]) -> dict[str, str]:
    """As the domain tells it; of the categories the first that exists here."""
    said = machine_said(detail)
    codes = [row["code"] for row in detail.get("categories") or ()]
    known = Category.objects.filter(pk__in=codes).in_bulk()
    return said | {"category": next((code for code in codes if code in known), "")}


def _end(reading: Reading, field: str, by: User) -> None:
    rows = Correction.objects.in_force().filter(contact=reading.pk, field=field)
    rows.update(undone_at=timezone.now(), undone_by=by)


def _confirm(reading: Reading, code: str, kept: Correction | None) -> None:
    before = Complaint.objects.values_list("category_id", flat=True).get(pk=reading.complaint_id)
    if kept:
        kept.confirmed_before = before or ""
    if before != code:
        classify(reading.complaint_id, category=Category.objects.get(pk=code))


def _unconfirm(reading: Reading, correction: Correction) -> None:
    """What was confirmed before counts again, unless somebody has confirmed another one since."""
    complaint = Complaint.objects.get(pk=reading.complaint_id)
    if complaint.category_id == correction.after:
        earlier = Category.objects.filter(pk=correction.confirmed_before).first()
        classify(complaint.pk, category=earlier)


def _show(reading: Reading, field: str, value: str, *, by_person: bool) -> None:
    values = columns(field, value)
    if not by_person and field == "category":
        values = _suggested(reading.detail, value)
    for name, each in values.items():
        setattr(reading, name, each)
    others = set(reading.corrected) - {field}
    reading.corrected = sorted(others | {field} if by_person else others)
    reading.save(update_fields=[*(name.removesuffix("_id") for name in values), "corrected"])
    complainant = Complaint.objects.values_list("complainant", flat=True)
    person = complainant.get(pk=reading.complaint_id)
    publish(ContactRead(reading.pk, reading.complaint_id, person))
    announce(LIVE, [reading.complaint_id])


def _suggested(detail: Mapping[str, Any], code: str) -> dict[str, Any]:
    sure = {row["code"]: row["p"] for row in detail.get("categories") or ()}
    return {"category_id": code or None, "confidence": sure.get(code, 0.0)}

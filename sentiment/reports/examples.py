"""Texts that were read rightly and wrongly, as people judged them; masked, and only one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.domain.masking import mask_name, mask_staff, mask_text
from complaints.models import Contact
from sentiment.judged import LABELS
from sentiment.models import Correction, Reading
from sentiment.reports.names import Names

SHOWN = 6
LENGTH = 96  # characters
LOOKED_THROUGH = 5000  # readings


@dataclass(frozen=True, slots=True)
class Example:
    """A text, what the machine said of it, and what a person says where that differs."""

    text: str
    field: str
    told: str
    truth: str
    reference: str
    source: str = ""  # where the person said so


def wrong(user: User, names: Names) -> list[Example]:
    """What people said against readings, the newest first: corrections, and the category that was
    chosen for the case where it is another than the one read first."""
    found = [*_corrected(user, names), *_chosen(user, names)]
    return [each for _at, each in sorted(found, key=lambda pair: pair[0], reverse=True)[:SHOWN]]


def _corrected(user: User, names: Names) -> Iterator[tuple[datetime, Example]]:
    """The newest corrections in force."""
    rows = Correction.objects.visible_to(user).in_force().exclude(field="intensity")
    for row in rows.select_related("contact__complaint__complainant").order_by("-at")[:SHOWN]:
        yield row.at, Example(
            excerpt(row.contact), str(LABELS[row.field]),
            names.listed(row.before), names.listed(row.after), row.contact.complaint.reference,
            row.get_source_display(),
        )  # fmt: skip


def _chosen(user: User, names: Names) -> Iterator[tuple[datetime, Example]]:
    """The newest cases whose first contact was read as another category than people chose.

    A reading that only is more exact than the choice is none.
    """
    newest = Reading.objects.order_by("-occurred_at").values("pk")[:LOOKED_THROUGH]
    earlier = Contact.objects.filter(complaint=OuterRef("complaint"), pk__lt=OuterRef("pk"))
    rows = Reading.objects.visible_to(user).filter(pk__in=newest, complaint__category__isnull=False)
    rows = rows.filter(~Exists(earlier), category__isnull=False)
    rows = rows.exclude(category=F("complaint__category"))
    rows = rows.exclude(category__parent=F("complaint__category"))
    rows = rows.exclude(corrected__contains=["category"]).order_by("-occurred_at")
    for row in rows.select_related("contact__complaint__complainant")[:SHOWN]:
        complaint = row.contact.complaint
        yield row.occurred_at, Example(
            excerpt(row.contact), str(LABELS["category"]), names.of(row.category_id or ""),
            names.of(complaint.category_id or ""), complaint.reference,
            _("category chosen for the case"),
        )  # fmt: skip


def right(user: User, names: Names) -> list[Example]:
    """The newest readings whose category a person confirmed as it was suggested.

    Looked for among the newest of all: where nobody confirms, a million rows would be gone through.
    """
    newest = Reading.objects.order_by("-occurred_at").values("pk")[:LOOKED_THROUGH]
    rows = Reading.objects.visible_to(user).filter(pk__in=newest)
    rows = rows.filter(category=F("complaint__category"))
    rows = rows.exclude(corrected__contains=["category"]).order_by("-occurred_at")
    rows = rows.select_related("contact__complaint__complainant")[:SHOWN]
    return [
        Example(
            excerpt(row.contact), str(LABELS["category"]), names.of(row.category_id or ""), "",
            row.contact.complaint.reference,
        )
        for row in rows
    ]  # fmt: skip


def excerpt(contact: Contact) -> str:
    """The beginning of a text without numbers and names of persons, of the caller and the staff."""
    text, name = mask_staff(mask_text(contact.text)), str(contact.complaint.complainant.name or "")
    if len(name) > 1:
        text = text.replace(name, mask_name(name))
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else f"{text[:LENGTH]}…"

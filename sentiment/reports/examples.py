"""Texts that were read rightly and wrongly, as people judged them; masked, and only one's own."""

from dataclasses import dataclass

from django.db.models import F

from accounts.models import User
from complaints.domain.masking import mask_name, mask_text
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


def wrong(user: User, names: Names) -> list[Example]:
    """The newest corrections in force."""
    rows = Correction.objects.visible_to(user).in_force().exclude(field="intensity")
    rows = rows.select_related("contact__complaint__complainant").order_by("-at")[:SHOWN]
    return [
        Example(
            excerpt(row.contact), str(LABELS[row.field]),
            names.listed(row.before), names.listed(row.after), row.contact.complaint.reference,
        )
        for row in rows
    ]  # fmt: skip


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
    """The beginning of a text without numbers of persons and without the caller's name."""
    text, name = mask_text(contact.text), str(contact.complaint.complainant.name or "")
    if len(name) > 1:
        text = text.replace(name, mask_name(name))
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else f"{text[:LENGTH]}…"

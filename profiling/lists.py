"""One page of portraits, found by what people can name without knowing everything."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from complaints.domain.masking import mask_name
from complaints.services import recognise
from profiling.models import Portrait

PAGE = 25
CAP = 1000  # counted up to here; more is "1000+"
FIELDS = {"newest": "last_contact_at", "intensity": "intensity"}


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Portrait]
    next: int | None
    count: int
    order: str

    @property
    def capped(self) -> bool:
        return self.count > CAP


def page_of(user: User, *, words: str, order: str, after: str) -> Page:
    """The page behind the portrait `after` (its number; empty: the first page)."""
    order = order if order in FIELDS else "newest"
    field = FIELDS[order]
    found = search(Portrait.objects.visible_to(user), words).filter(**{f"{field}__isnull": False})
    behind = _behind(found, field, after).select_related("complainant")
    rows = list(behind.defer("basic", "motive", "emotion").order_by(f"-{field}", "-pk")[: PAGE + 1])
    return Page(
        rows=rows[:PAGE],
        next=rows[PAGE - 1].pk if len(rows) > PAGE else None,
        count=found.order_by()[: CAP + 1].count(),
        order=order,
    )


def _behind(found: QuerySet[Portrait], field: str, after: str) -> QuerySet[Portrait]:
    last = (
        found.filter(pk=int(after)).values_list(field, flat=True).first() if _is_id(after) else None
    )
    if last is None:
        return found
    lower = Q(**{f"{field}__lt": last})
    return found.filter(lower | Q(**{field: last, "pk__lt": int(after)}))


def search(portraits: QuerySet[Portrait], words: str) -> QuerySet[Portrait]:
    """By P-number, the last four digits, a whole phone or identity number, or the family name.

    Whole numbers are compared by their keyed hash; nothing is decrypted.
    """
    words = words.strip()
    if not words:
        return portraits
    if number := re.fullmatch(r"[Pp]-(\d{1,12})", words):
        return portraits.filter(pk=int(number[1]))
    if re.fullmatch(r"\d{4}", words):
        return portraits.filter(complainant__phone_tail=words)
    digits = re.sub(r"[\s+-]", "", words)
    if re.fullmatch(r"\d{7,18}[\dXx]?", digits):
        known = recognise(phone=words) or recognise(id_number=digits)
        return portraits.filter(pk=known.pk) if known else portraits.none()
    return portraits.filter(complainant__masked_name=mask_name(words.rstrip("*")))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19

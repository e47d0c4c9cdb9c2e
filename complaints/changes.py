"""What people changed of a complaint, in words: the history, row by row, and who did it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import Complaint
from complaints.models.complaint import STATUS_LABELS


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became different; `by` is empty when no request did it."""

    at: datetime
    words: str
    by: str


def changes(complaint: Complaint, *, since: int = 0) -> list[Change]:
    """Every old row from version `since` on, compared with the one that followed; oldest first."""
    history = apps.get_model("complaints", "ComplaintHistory")
    rows = list(
        history.objects.filter(pgh_obj=complaint.pk, version__gte=since)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=_people(rows, complaint))}
    return [
        Change(before.pgh_created_at, words, names.get(_doer(before), ""))
        for before, after in pairwise([*rows, complaint])
        for words in _differences(before, after, names)
    ]


def _people(rows: list[Any], complaint: Complaint) -> set[int]:
    owners = {row.owner_id for row in [*rows, complaint] if row.owner_id}
    return owners | {_doer(row) for row in rows}


def _doer(row: Any) -> int:
    """Who made this change, as the request told the history; 0 for nobody."""
    return (row.pgh_context.metadata or {}).get("user") or 0 if row.pgh_context else 0


def _differences(before: Any, after: Any, names: dict[int, str]) -> Iterator[str]:
    if before.status != after.status:
        yield str(STATUS_LABELS[after.status])
    if before.owner_id != after.owner_id:
        yield _("Owner: %(name)s") % {"name": names.get(after.owner_id or 0, "—")}
    if before.category_id != after.category_id:
        yield _("Category: %(code)s") % {"code": after.category.name if after.category else "—"}

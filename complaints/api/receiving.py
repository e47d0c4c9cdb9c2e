"""What was posted goes to the intake, and its receipts become answers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.api import ApiError
from accounts.idempotency import Answer
from accounts.models import ApiKey
from complaints.api.problems import errors_of, shown, summary, too_many
from complaints.api.rows import Row, read_row
from complaints.domain.intake import Problem
from complaints.services import Receipt, Sender, receive_contacts
from outbox.models import Delivery
from outbox.services import priority

MAX_ROWS = 1000
REFUSED = 422
CREATED, KNOWN, WRONG = "created", "known", "refused"


def receive_one(data: Any, key: ApiKey) -> Answer:
    """201 with the new contact; 200 with the one that is there; raises ApiError `invalid` (422)."""
    row, receipt = _receive([data], key)[0]
    if receipt.problems:
        raise invalid(receipt.problems)
    url = reverse("api-complaint", args=[receipt.reference])
    return Answer(201 if receipt.created else 200, _taken(row, receipt) | {"url": url})


def receive_many(data: Any, key: ApiKey) -> Answer:
    """One result per row: 200 if every row is in, 207 if some were refused.

    Good rows are stored even if others are refused. Raises ApiError `invalid` (422) if there
    is no list of 1 to 1,000 rows.
    """
    rows = rows_of(data)
    with priority(Delivery.BULK):
        results = [
            _result(index, row, receipt) for index, (row, receipt) in enumerate(_receive(rows, key))
        ]
    counts = Counter(result["status"] for result in results)
    body = {status: counts[status] for status in (CREATED, KNOWN, WRONG)} | {"results": results}
    return Answer(207 if counts[WRONG] else 200, body)


def rows_of(data: Any) -> list[Any]:
    """The list under `contacts`."""
    rows = data.get("contacts") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise invalid([Problem("contacts", "not_a_list")])
    if extra := [name for name in data if name != "contacts"]:
        raise invalid([Problem(name, "unknown_field") for name in extra])
    if not rows:
        raise invalid([Problem("contacts", "empty")])
    if len(rows) > MAX_ROWS:
        error = {"field": "contacts", "code": "too_many", "message": too_many(MAX_ROWS)}
        raise ApiError("invalid", error["message"], status=REFUSED, errors=[error])
    return rows


def invalid(problems: Sequence[Problem]) -> ApiError:
    errors = errors_of(problems)
    return ApiError("invalid", summary(len(errors)), status=REFUSED, errors=errors)


def _receive(values: Sequence[Any], key: ApiKey) -> list[tuple[Row, Receipt]]:
    """Rows that can't be read get a receipt of their own; the others go to the intake together."""
    now = timezone.now()
    rows = [read_row(value, now) for value in values]
    sender = Sender(user=key.user, source=key.contact_source)
    contacts = [row.contact for row in rows if row.contact]
    stored = iter(receive_contacts(contacts, sender=sender) if contacts else [])
    return [(row, next(stored) if row.contact else Receipt(row.problems)) for row in rows]


def _taken(row: Row, receipt: Receipt) -> dict[str, Any]:
    return {
        "contact_id": receipt.contact_id,
        "reference": receipt.reference,
        "external_id": row.external_id,
    }


def _result(index: int, row: Row, receipt: Receipt) -> dict[str, Any]:
    if not receipt.problems:
        status = CREATED if receipt.created else KNOWN
        return {"index": index, "status": status, **_taken(row, receipt), "errors": []}
    number = None if row.external_id is None else shown(row.external_id)
    return {
        "index": index,
        "status": WRONG,
        "contact_id": None,
        "reference": None,
        "external_id": number,
        "errors": errors_of(receipt.problems),
    }

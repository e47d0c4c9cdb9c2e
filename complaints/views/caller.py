"""What the form shows about a caller we know."""

from accounts.models import User
from complaints.models import Complainant, Complaint, Contact

MOST_CASES, MOST_CONTACTS = 2, 3


def caller_context(user: User, person: Complainant | None) -> dict:
    """The person, the open complaints and the last contacts.

    Whoever takes the call needs to know what is under way, also when a colleague handles it: of a
    complaint one may not open, only number, category, time and status are shown.
    """
    if person is None:
        return {"person": None}
    open_cases = Complaint.objects.filter(complainant=person).open().select_related("category")
    cases = list(open_cases.order_by("-received_at")[:MOST_CASES])
    seen = Complaint.objects.visible_to(user).filter(pk__in=[case.pk for case in cases])
    return {
        "person": person,
        "cases": cases,
        "cases_seen": set(seen.values_list("pk", flat=True)),
        "open_count": open_cases.count(),
        "last_contacts": _last_contacts(person),
    }


def _last_contacts(person: Complainant) -> list[Contact]:
    rows = Contact.objects.filter(complainant=person).select_related("channel")
    return list(
        rows.only("occurred_at", "direction", "channel").order_by("-occurred_at")[:MOST_CONTACTS]
    )

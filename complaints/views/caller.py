"""What the form shows about a caller we know."""

from accounts.models import User
from complaints.models import Complainant, Complaint

MOST_CASES = 2


def caller_context(user: User, person: Complainant | None) -> dict:
    """The person and the open complaints; the portrait's strip is drawn by its own app.

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
    }

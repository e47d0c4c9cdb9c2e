"""What must follow from every contact, whichever way it came in."""

from collections import Counter

from alerts.models import Alert, Risk
from alerts.services.rulebook import rulebook
from complaints.models import Complaint, Contact
from outbox.models import Delivery
from profiling.models import Portrait
from sentiment.models import Reading

Verdict = tuple[int, int, str | None, tuple[str, ...]]


def counts() -> dict[str, int]:
    """Rows of everything that hangs on contacts and their complaints."""
    return {
        "contacts": Contact.objects.count(),
        "readings": Reading.objects.count(),
        "complaints": Complaint.objects.count(),
        "risks": Risk.objects.count(),
        "portraits": Portrait.objects.count(),
        "unheard": Delivery.objects.exclude(status=Delivery.DONE).count(),
    }


def all_heard(contacts: int) -> dict[str, int]:
    """The counts when each of so many contacts opened a complaint of its own person."""
    kinds = ("contacts", "readings", "complaints", "risks", "portraits")
    return dict.fromkeys(kinds, contacts) | {"unheard": 0}


def wrong_sums() -> list[int]:
    """Complaints whose parts do not add up to their score."""
    caps = rulebook().caps
    return [risk.pk for risk in Risk.objects.all() if added_up(risk, caps) != risk.score]


def added_up(risk: Risk, caps: dict[str, int]) -> int:
    points = Counter()
    for line in risk.parts:
        points[line["part"]] += line["points"]
    return sum(min(cap, points[name]) for name, cap in caps.items())


def verdicts() -> list[tuple[str, Verdict]]:
    """Per contact: its text, and score, tier, category and the rules whose alerts stand."""
    rules: dict[int | None, list[str]] = {}
    for rule, complaint in Alert.objects.values_list("rule_id", "complaint_id").order_by("rule"):
        rules.setdefault(complaint, []).append(rule)
    rows = Contact.objects.select_related("complaint__risk").order_by("pk")
    return [
        (row.text, (risk.score, risk.tier, risk.category_id, tuple(rules.get(risk.pk, ()))))
        for row in rows
        for risk in [row.complaint.risk]
    ]

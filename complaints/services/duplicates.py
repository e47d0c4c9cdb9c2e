"""Is this the same matter again? The complainant's own recent cases, and texts that are alike."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.db.models import QuerySet

from accounts.models import User
from complaints.models import Complaint, Contact

OWN_WINDOW = timedelta(days=180)  # how far back the complainant's own contacts are compared
OWN_CONTACTS = 60
SAME_MATTER = 0.45  # from here on two texts of one person are very likely one matter
ALIKE = 0.50  # from here on a stranger's text is worth showing
FEWEST_TOKENS = 8  # a shorter text resembles everything
MOST_SHOWN = 5

Tokens = Collection[str]
Tokenise = Callable[[str], set[str]]


@dataclass(frozen=True, slots=True)
class Draught:
    """What is being typed: its text, whose it is as far as known, and how texts are cut up."""

    text: str
    tokenise: Tokenise
    complainant_id: int | None = None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A complaint that may be the same matter. Who may not open it sees only its number, category,
    time and status."""

    complaint: Complaint
    likeness: float
    own: bool
    may_open: bool

    @property
    def same_matter(self) -> bool:
        return self.own and self.likeness >= SAME_MATTER

    @property
    def may_join(self) -> bool:
        """A contact is added only to an open complaint of the same person that one may see."""
        return self.own and self.may_open and self.complaint.is_open


def likeness(left: Tokens, right: Tokens) -> float:
    """Cosine of two sets, from 0 to 1; sets too small to tell give 0."""
    left, right = set(left), set(right)
    if min(len(left), len(right)) < FEWEST_TOKENS:
        return 0.0
    return len(left & right) / sqrt(len(left) * len(right))


def possible_duplicates(
    draught: Draught, *, user: User, now: datetime, alike: Iterable[int] = ()
) -> list[Suspect]:
    """Complaints that may be what is being typed, the likeliest first, at most five.

    Args: `alike` are ids of contacts that a text index found; they are compared again here.
    """
    own = list(_own_contacts(draught.complainant_id, now)) if draught.complainant_id else []
    others = Contact.objects.filter(pk__in=list(alike)).exclude(
        complainant=draught.complainant_id or 0
    )
    best = _best_per_complaint([*own, *_with_case(others)], draught)
    mine = {contact.complaint_id for contact in own}
    shown = {pk: score for pk, score in best.items() if pk in mine or score >= ALIKE}
    return _suspects(shown, mine, user)


def _own_contacts(complainant_id: int, now: datetime) -> QuerySet[Contact]:
    rows = Contact.objects.filter(complainant=complainant_id, occurred_at__gte=now - OWN_WINDOW)
    return _with_case(rows).order_by("-occurred_at")[:OWN_CONTACTS]


def _with_case(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    return contacts.only("pk", "text", "complaint_id")


def _best_per_complaint(contacts: Iterable[Contact], draught: Draught) -> dict[int, float]:
    """How alike the likeliest contact of each complaint is."""
    tokens = draught.tokenise(draught.text)
    best: dict[int, float] = {}
    for contact in contacts:
        score = likeness(tokens, draught.tokenise(contact.text))
        best[contact.complaint_id] = max(score, best.get(contact.complaint_id, 0.0))
    return best


def _suspects(scores: dict[int, float], mine: set[int], user: User) -> list[Suspect]:
    ranked = sorted(scores, key=lambda pk: (pk not in mine, -scores[pk], -pk))[:MOST_SHOWN]
    cases = Complaint.objects.select_related("category").in_bulk(ranked)
    seen = set(
        Complaint.objects.visible_to(user).filter(pk__in=ranked).values_list("pk", flat=True)
    )
    return [Suspect(cases[pk], scores[pk], pk in mine, pk in seen) for pk in ranked if pk in cases]

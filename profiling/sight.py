"""What of a portrait a reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core import signing

from accounts.models import User
from complaints.models import Complainant, Complaint, Contact
from profiling.models import Portrait

SALT = "profiling.recognised"
CALL_SECONDS = 3600  # a call is over by then


@dataclass(frozen=True, slots=True)
class Sight:
    """Contacts and complaints whose words may be shown; `everything` stands above both."""

    everything: bool = False
    contacts: frozenset[int] = field(default_factory=frozenset)
    matters: frozenset[int] = field(default_factory=frozenset)

    def of_contact(self, pk: int) -> bool:
        return self.everything or pk in self.contacts

    def of_matter(self, pk: int) -> bool:
        return self.everything or pk in self.matters


def sight_of(portrait: Portrait, user: User) -> Sight:
    """Which of the contacts and complaints that a portrait quotes this user may see."""
    if user.sees_everything:
        return Sight(everything=True)
    quoted = {
        word["contact"] for facet in facets(portrait) for one in facet for word in one["words"]
    }
    matters = [one["value"] for one in portrait.motive if one["label"] == "MATTER"]
    return Sight(
        contacts=seen_contacts(quoted, user),
        matters=frozenset(
            Complaint.objects.visible_to(user).filter(pk__in=matters).values_list("pk", flat=True)
        ),
    )


def seen_contacts(ids: Iterable[int], user: User) -> frozenset[int]:
    """Those of these contacts whose words the user may read."""
    seen = Contact.objects.visible_to(user).filter(pk__in=set(ids))
    return frozenset(seen.values_list("pk", flat=True))


def facets(portrait: Portrait) -> tuple[list, list, list, list]:
    return portrait.basic, portrait.motive, portrait.emotion, portrait.behaviour


def recognised_pass(complainant: Complainant, user: User) -> str:
    """Lets this user see the strip for the length of a call, having named the whole number."""
    return signing.dumps([complainant.pk, user.pk], salt=SALT)


def holds_pass(key: str, complainant_id: int, user: User) -> bool:
    """Whether this pass was given to this user for this complainant and is still good."""
    try:
        return signing.loads(key, salt=SALT, max_age=CALL_SECONDS) == [complainant_id, user.pk]
    except signing.BadSignature:
        return False

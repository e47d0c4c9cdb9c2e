from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.facts import ContactReceived
from complaints.services.drafts import on_registering
from outbox.registry import subscribe
from sentiment.services import note_while_registering, read_contacts


@subscribe(
    ContactReceived,
    name="sentiment.read",
    queue="reading",
    batch=1000,
    title=_("read the words"),
)
def read(facts: Sequence[ContactReceived]) -> None:
    read_contacts([fact.contact_id for fact in facts])


@on_registering
def note(contact_id: int, words: Mapping[str, str], by: User) -> None:
    note_while_registering(contact_id, words, by=by)

from collections.abc import Sequence

from complaints.facts import ContactReceived
from outbox.registry import subscribe
from sentiment.services import read_contacts


@subscribe(ContactReceived, name="sentiment.read", queue="reading", batch=1000)
def read(facts: Sequence[ContactReceived]) -> None:
    read_contacts([fact.contact_id for fact in facts])

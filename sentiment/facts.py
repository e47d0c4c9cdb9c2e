from dataclasses import dataclass

from outbox.registry import Fact


@dataclass(frozen=True, slots=True)
class ContactRead(Fact):
    contact_id: int
    complaint_id: int
    complainant_id: int

from dataclasses import dataclass

from outbox.registry import Fact


@dataclass(frozen=True, slots=True)
class ContactReceived(Fact):
    contact_id: int
    complaint_id: int
    complainant_id: int


@dataclass(frozen=True, slots=True)
class ComplaintChanged(Fact):
    """Status, category or owner moved; whoever judged the complaint judges again."""

    complaint_id: int
    complainant_id: int

from dataclasses import dataclass

from outbox.registry import Fact


@dataclass(frozen=True, slots=True)
class PortraitRefreshed(Fact):
    """The portrait is current again; `complaint_id` is the matter that made us look."""

    complainant_id: int
    complaint_id: int

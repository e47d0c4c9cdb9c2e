"""The facts a portrait is drawn from. Their order never matters: `History.sorted` settles it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the records hold; gender and exact birth date are not asked for."""

    kind: str = "person"
    birth_year: int | None = None
    level: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """One complaint."""

    id: int
    received_at: datetime
    group: str = ""  # of the channel it came by
    open: bool = True
    finished_at: datetime | None = None
    business_line: str = ""
    product: str = ""
    demands: tuple[str, ...] = ()
    amount: str = ""


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One touch with what was read in it; an empty emotion means: not read yet.

    `words` are quotations with the code they stand for: an emotion, a motive or a word group.
    """

    id: int
    matter: int
    at: datetime
    channel: str = ""
    group: str = ""
    incoming: bool = True
    wait_seconds: int = 0
    transfers: int = 0
    emotion: str = ""
    intensity: float = 0.0
    emotion_p: Mapping[str, float] = field(default_factory=dict)
    motives: Mapping[str, float] = field(default_factory=dict)
    demands: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """What we said would come by `due_at`."""

    id: int
    matter: int
    due_at: datetime
    kept_at: datetime | None = None

    def broken(self, now: datetime) -> bool:
        """Not kept by its time."""
        return self.due_at < (self.kept_at or now)


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """One time limit of a complaint."""

    id: int
    matter: int
    due_at: datetime
    stopped_at: datetime | None = None

    def late(self, now: datetime) -> bool:
        return self.due_at < (self.stopped_at or now)


@dataclass(frozen=True, slots=True)
class History:
    """Everything known about one complainant. The totals count rows beyond those loaded too."""

    person: PersonFacts = field(default_factory=PersonFacts)
    matters: tuple[MatterFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()
    clocks: tuple[ClockFacts, ...] = ()
    contacts_total: int = 0
    complaints_total: int = 0

    def sorted(self) -> "History":
        """The same history in the order of time."""
        return replace(
            self,
            matters=tuple(sorted(self.matters, key=attrgetter("received_at", "id"))),
            contacts=tuple(sorted(self.contacts, key=attrgetter("at", "id"))),
            promises=tuple(sorted(self.promises, key=attrgetter("due_at", "id"))),
            clocks=tuple(sorted(self.clocks, key=attrgetter("due_at", "id"))),
        )

    def current_matter(self) -> MatterFacts | None:
        """The open complaint that was last spoken about; without an open one the last of all."""
        touched = {contact.matter: contact.at for contact in self.contacts}
        return max(
            [matter for matter in self.matters if matter.open] or self.matters,
            key=lambda matter: (touched.get(matter.id, matter.received_at), matter.id),
            default=None,
        )

    def voices(self) -> list[ContactFacts]:
        """What the complainant said, as far as it has been read."""
        return [contact for contact in self.contacts if contact.incoming and contact.emotion]

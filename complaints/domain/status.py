"""The way of a complaint from registered to closed."""

from enum import StrEnum


class Status(StrEnum):
    REGISTERED = "registered"
    ACCEPTED = "accepted"
    PROCESSING = "processing"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    INVALID = "invalid"


FINISHED = (Status.CLOSED, Status.WITHDRAWN, Status.INVALID)
DECIDED = (Status.ANSWERED, *FINISHED)  # decision made and told: the statutory clock stops

NEXT: dict[Status, tuple[Status, ...]] = {
    Status.REGISTERED: (Status.ACCEPTED, Status.WITHDRAWN, Status.INVALID),
    Status.ACCEPTED: (Status.PROCESSING, Status.ANSWERED, Status.WITHDRAWN, Status.INVALID),
    Status.PROCESSING: (Status.ANSWERED, Status.WITHDRAWN, Status.INVALID),
    Status.ANSWERED: (Status.CLOSED, Status.PROCESSING),
    Status.CLOSED: (Status.PROCESSING,),  # reopened
    Status.WITHDRAWN: (),
    Status.INVALID: (Status.REGISTERED,),
}


class TransitionError(ValueError):
    """This step is not possible from where the complaint stands."""

    def __init__(self, before: Status, after: Status) -> None:
        super().__init__(f"{before} → {after}")
        self.before, self.after = before, after


def check_transition(before: Status, after: Status) -> None:
    """Raise TransitionError unless `after` may follow `before`."""
    if after not in NEXT[before]:
        raise TransitionError(before, after)

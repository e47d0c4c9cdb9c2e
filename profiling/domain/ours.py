"""What we did to the complainant: waits, transfers, broken promises are not their traits."""

from collections.abc import Callable
from enum import StrEnum

from profiling.domain.facts import ContactFacts, History

LONG_WAIT = 300  # seconds; domain.md 2.11


class Cause(StrEnum):
    """A failure of ours that a contact suffered from."""

    BROKEN_PROMISE = "BROKEN_PROMISE"
    LATE = "LATE"
    WAIT = "WAIT"
    TRANSFER = "TRANSFER"
    REPEAT = "REPEAT"


def after_broken_promise(contact: ContactFacts, history: History) -> bool:
    """A promise in this matter had run out, unkept, when the complainant came."""
    return any(
        promise.matter == contact.matter
        and promise.due_at <= contact.at
        and promise.broken(contact.at)
        for promise in history.promises
    )


def after_late_clock(contact: ContactFacts, history: History) -> bool:
    return any(
        clock.matter == contact.matter and clock.due_at <= contact.at and clock.late(contact.at)
        for clock in history.clocks
    )


def long_wait(contact: ContactFacts, history: History) -> bool:
    return contact.wait_seconds >= LONG_WAIT


def transferred(contact: ContactFacts, history: History) -> bool:
    return contact.transfers > 0


def told_again(contact: ContactFacts, history: History) -> bool:
    """The complainant says so: again, the third time, still nobody."""
    return "REPEAT" in contact.flags


CAUSES: dict[Cause, Callable[[ContactFacts, History], bool]] = {
    Cause.BROKEN_PROMISE: after_broken_promise,
    Cause.LATE: after_late_clock,
    Cause.WAIT: long_wait,
    Cause.TRANSFER: transferred,
    Cause.REPEAT: told_again,
}

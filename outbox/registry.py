"""Who listens to what. A subscriber is a function that takes a list of facts and recomputes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that has become true; named in the past tense, ids and scalars only."""

    def payload(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Read a stored fact; keys of an older release that we no longer know are dropped."""
        return cls(**{f.name: payload[f.name] for f in fields(cls) if f.name in payload})


type_of_handler = Callable[[Sequence[Any]], None]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One listener: its name is stored in deliveries, so it is never renamed lightly."""

    name: str
    fact: type[Fact]
    queue: str
    batch: int
    handle: type_of_handler
    title: str | Promise = ""  # what it does, for administrators


subscribers: dict[str, Subscriber] = {}


def subscribe(
    fact: type[Fact],
    *,
    name: str,
    queue: str = "default",
    batch: int = 200,
    title: str | Promise = "",
) -> Callable[[type_of_handler], type_of_handler]:
    """Register the decorated function for one kind of fact.

    `handle` may run twice and in any order: recompute from current rows, never add deltas.
    `batch` is the number of facts it is handed at most; `queue` the Celery queue that drains it;
    `title` says on the state page what it does.
    """

    def register(handle: type_of_handler) -> type_of_handler:
        subscribers[name] = Subscriber(name, fact, queue, batch, handle, title or name)
        return handle

    return register


def listeners(fact: type[Fact]) -> list[Subscriber]:
    return [subscriber for subscriber in subscribers.values() if subscriber.fact is fact]

"""Reference data: it changes a few times a year and is asked for with every single contact."""

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
KEPT = 5.0  # seconds after which another process's change is seen; in this one it is at once


class Remembered(Generic[T]):
    """What `load` returned, for a few seconds. Readers must not change it."""

    everything: "list[Remembered[Any]]" = []

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._kept: tuple[float, T] | None = None
        self.__doc__ = load.__doc__
        self.everything.append(self)

    def __call__(self) -> T:
        kept, now = self._kept, time.monotonic()
        if kept is None or now - kept[0] > KEPT:
            kept = self._kept = (now, self._load())
        return kept[1]


def forget(**_signal: Any) -> None:
    """Load everything anew when it is next asked for: something of it was saved or deleted."""
    for each in Remembered.everything:
        each._kept = None

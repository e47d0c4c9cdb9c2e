"""What is measured, in the order of a run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.figures import Figure
from benchmarks.parts import (
    api,
    assist,
    bulk,
    clocks,
    engine,
    filling,
    flow,
    lists,
    reading,
    screen,
    startup,
)
from benchmarks.site import Site


@dataclass(frozen=True, slots=True)
class Part:
    """One measurement. `full`: it wants the tables filled first."""

    code: str
    measure: Callable[[Site], Iterator[Figure]]
    full: bool = False


PARTS = (
    Part("startup", startup.measure),
    Part("engine", engine.measure),
    Part("api", api.measure),
    Part("flow", flow.measure),
    Part("reading", reading.measure),
    Part("bulk", bulk.measure),
    Part("filling", filling.measure),
    Part("api-full", api.measure, full=True),
    Part("lists", lists.measure, full=True),
    Part("assist", assist.measure, full=True),
    Part("clocks", clocks.measure, full=True),
    Part("screen", screen.measure, full=True),
)

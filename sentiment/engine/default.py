"""The engine that comes with the product: its own lexicon, its own model."""

from collections.abc import Sequence
from functools import cache

from .engine import Engine
from .reading import Reading


@cache
def default_engine() -> Engine:
    """The engine with the lexicon and the model that come with it, loaded once."""
    return Engine.load()


def read(texts: Sequence[str]) -> list[Reading]:
    """Read many texts with the default engine; order is kept, no text makes it raise."""
    return default_engine().read(texts)

"""The engine in force: one model, one lexicon, whatever process asks."""

from functools import lru_cache

from sentiment import engine  # its Engine is loaded when first used: see the package
from sentiment.services.lexicon import lexicon_in_force, lexicon_of


def current_engine() -> "engine.Engine":
    """The engine with the lexicon in force; built once per version and process."""
    return _engine(lexicon_in_force())


@lru_cache(maxsize=2)
def _engine(lexicon: int) -> "engine.Engine":
    return engine.Engine(lexicon_of(lexicon))

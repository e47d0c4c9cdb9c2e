"""The language engine: reads Chinese complaints. Plain Python, usable without Django."""

from collections.abc import Sequence
from functools import cache

from .artefact import ModelError
from .engine import Engine
from .lexicon import Combo, Lexicon, LexiconError, Term
from .reading import ComboHit, Reading, Span
from .version import ENGINE_VERSION
from .words import keywords, query_tokens, search_tokens

__all__ = [
    "ENGINE_VERSION",
    "Combo",
    "ComboHit",
    "Engine",
    "Lexicon",
    "LexiconError",
    "ModelError",
    "Reading",
    "Span",
    "Term",
    "default_engine",
    "keywords",
    "query_tokens",
    "read",
    "search_tokens",
]


@cache
def default_engine() -> Engine:
    """The engine with the lexicon and the model that come with it, loaded once."""
    return Engine(Lexicon.default())


def read(texts: Sequence[str]) -> list[Reading]:
    """Read many texts with the default engine; order is kept, no text makes it raise."""
    return default_engine().read(texts)

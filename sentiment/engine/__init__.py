"""The language engine: reads Chinese complaints. Plain Python, usable without Django.

Names are looked up when first asked for (PEP 562): models and fields need only the lexicon's
classes and the search tokens, and every process would otherwise pay most of a second for NumPy,
SciPy and a word cutter that only a reader of texts uses.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .artefact import ModelError, read_card
    from .default import default_engine, read
    from .engine import Engine, shipped_model
    from .layer import unpacked
    from .lexicon import Combo, Lexicon, LexiconError, Term
    from .reading import ComboHit, Reading, Span
    from .version import ENGINE_VERSION
    from .wording import keywords
    from .words import query_tokens, search_tokens

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
    "read_card",
    "search_tokens",
    "shipped_model",
    "unpacked",
]
_HOMES = {
    "ENGINE_VERSION": "version",
    "Engine": "engine",
    "ModelError": "artefact",
    "read_card": "artefact",
    "shipped_model": "engine",
    "unpacked": "layer",
    "keywords": "wording",
    **dict.fromkeys(("Combo", "Lexicon", "LexiconError", "Term"), "lexicon"),
    **dict.fromkeys(("ComboHit", "Reading", "Span"), "reading"),
    **dict.fromkeys(("default_engine", "read"), "default"),
    **dict.fromkeys(("query_tokens", "search_tokens"), "words"),
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value  # asked for once
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

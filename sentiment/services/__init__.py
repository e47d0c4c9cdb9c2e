from sentiment.services.corrections import correct, note_against, sound, undo
from sentiment.services.engines import current_engine, read_at
from sentiment.services.lexicon import load_lexicon
from sentiment.services.reading import (
    level,
    note_while_registering,
    product_flags,
    read_contacts,
    read_unstored,
)

__all__ = [
    "correct",
    "current_engine",
    "level",
    "load_lexicon",
    "note_against",
    "note_while_registering",
    "product_flags",
    "read_at",
    "read_contacts",
    "read_unstored",
    "sound",
    "undo",
]

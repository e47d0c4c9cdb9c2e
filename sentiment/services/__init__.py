from sentiment.services.engines import current_engine
from sentiment.services.lexicon import load_lexicon, next_version
from sentiment.services.reading import correct, level, product_flags, read_contacts

__all__ = [
    "correct",
    "current_engine",
    "level",
    "load_lexicon",
    "next_version",
    "product_flags",
    "read_contacts",
]

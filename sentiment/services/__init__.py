from sentiment.services.lexicon import current_engine, load_lexicon, next_version
from sentiment.services.reading import correct, read_contacts

__all__ = ["correct", "current_engine", "load_lexicon", "next_version", "read_contacts"]

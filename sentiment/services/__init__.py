from sentiment.services.engines import current_engine
from sentiment.services.lexicon import load_lexicon, next_version
from sentiment.services.reading import correct, read_contacts

__all__ = ["correct", "current_engine", "load_lexicon", "next_version", "read_contacts"]

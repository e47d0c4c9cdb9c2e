from sentiment.models.lexicon import Correction, LexCombo, LexTerm, LexVersion
from sentiment.models.reading import Reading

__all__ = ["Correction", "LexCombo", "LexTerm", "LexVersion", "Reading"]

from sentiment.models.correction import Correction
from sentiment.models.engine_version import EngineSwitch, EngineVersion, ShadowSample, ShadowTally
from sentiment.models.lexicon import LexCombo, LexTerm, LexVersion
from sentiment.models.reading import Reading
from sentiment.models.rescore import RescoreJob
from sentiment.models.words import Discovery, NewWord

__all__ = [
    "Correction",
    "Discovery",
    "EngineSwitch",
    "EngineVersion",
    "LexCombo",
    "LexTerm",
    "LexVersion",
    "NewWord",
    "Reading",
    "RescoreJob",
    "ShadowSample",
    "ShadowTally",
]

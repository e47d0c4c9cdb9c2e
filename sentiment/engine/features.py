"""Numbers about one text for the second stage: cues, first-stage outputs, marks and length."""

from collections.abc import Sequence

import numpy as np

from .evidence import Evidence, array_of
from .model import Scores
from .reading import EMOTIONS

MARKS = ("!", "?")
MOST_MARKS = 20
CUES = 2 * len(EMOTIONS)  # strong and usual of each emotion, in turn
OWN = CUES + len(MARKS) + 3  # then marks, length, and two of pressure
HEAD_SCALE = 0.3  # brings scores to the size of the counts
HEAD_ORDER = (("polarity", 3), ("smp", 6), ("mood", len(EMOTIONS)))


def surface(evidence: Sequence[Evidence]) -> tuple[np.ndarray, np.ndarray]:
    """Exclamation marks, question marks and length, each on a logarithmic scale."""
    marks = np.log1p(np.minimum(array_of(evidence, "marks"), MOST_MARKS))
    return marks, np.log1p(array_of(evidence, "lengths"))[:, None] / 7


def cue_features(evidence: Sequence[Evidence]) -> np.ndarray:
    """Strong and usual cue counts of the nine emotions, logarithmic: (texts, 18)."""
    counts = array_of(evidence, "emotion")
    return np.log1p(counts.reshape(len(counts), CUES))


def _centred(scores: np.ndarray) -> np.ndarray:
    return scores - np.add.reduce(scores, axis=1, keepdims=True) / scores.shape[1]


def second_stage(evidence: Sequence[Evidence], scores: Scores) -> np.ndarray:
    """The input rows of emotion and intensity, float64 (texts, features)."""
    heads = [HEAD_SCALE * _centred(getattr(scores, name)) for name, _ in HEAD_ORDER]
    own = (cue_features(evidence), *surface(evidence), array_of(evidence, "pressure"))
    return np.concatenate([*own, *heads], axis=1)


def column(head: str, output: int) -> int:
    """The column of one output of a first-stage head."""
    at = OWN
    for name, width in HEAD_ORDER:
        if name == head:
            return at + output
        at += width
    raise KeyError(head)

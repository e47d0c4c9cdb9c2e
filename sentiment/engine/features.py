"""Numbers about one text for the second stage: cues, first-stage outputs, marks and length."""

from collections.abc import Sequence
from math import log1p

import numpy as np

from .model import Scores
from .reading import EMOTIONS

MARKS = ("!", "?")
CUES = 2 * len(EMOTIONS)  # strong and usual of each emotion, in turn
OWN = CUES + len(MARKS) + 3  # then marks, length, and two of pressure
HEAD_SCALE = 0.3  # brings scores to the size of the counts
HEAD_ORDER = (("polarity", 3), ("smp", 6), ("mood", len(EMOTIONS)))


def surface(folded: str) -> list[float]:
    """Exclamation marks, question marks and length, each on a logarithmic scale."""
    return [log1p(min(folded.count(mark), 20)) for mark in MARKS] + [log1p(len(folded)) / 7]


def cue_features(cues: dict[str, list[int]]) -> list[float]:
    """Strong and usual cue counts of the nine emotions, logarithmic."""
    row = []
    for code in EMOTIONS:
        strong, usual = cues.get(code, (0, 0))
        row += [log1p(strong), log1p(usual)]
    return row


def _centred(scores: np.ndarray) -> np.ndarray:
    return scores - scores.mean(axis=1, keepdims=True)


def second_stage(
    folded: Sequence[str],
    cues: Sequence[dict[str, list[int]]],
    pressures: Sequence[list[float]],
    scores: Scores,
) -> np.ndarray:
    """The input rows of emotion and intensity, float64 (texts, features)."""
    own = np.array(
        [
            cue_features(cue) + surface(text) + pressure
            for text, cue, pressure in zip(folded, cues, pressures, strict=True)
        ]
    )
    heads = (_centred(getattr(scores, name)) for name, _ in HEAD_ORDER)
    return np.hstack([own, *(HEAD_SCALE * head for head in heads)])


def column(head: str, output: int) -> int:
    """The column of one output of a first-stage head."""
    at = OWN
    for name, width in HEAD_ORDER:
        if name == head:
            return at + output
        at += width
    raise KeyError(head)

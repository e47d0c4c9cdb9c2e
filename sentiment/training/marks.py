"""From which probability on a demand or a flag is told."""

import numpy as np

from sentiment.engine.judge import FLAGS, sigmoid

STEPS = np.round(np.arange(0.08, 0.96, 0.01), 2)
FEWEST = 20  # rows from which a flag is learnt; the others are told by rule alone
BY_RULE = ("MEDIA_THREAT", "LEGAL_THREAT", "SELF_HARM", "VIOLENCE")
BETA = 0.5  # precision counts more than recall


def f_score(told: np.ndarray, truth: np.ndarray, beta: float = 1.0) -> float:
    """F-score over all marks."""
    hits, said, there = (float(x.sum()) for x in (told & truth, told, truth))
    return (1 + beta**2) * hits / max(said + beta**2 * there, 1e-9)


def one_level(scores: np.ndarray, truth: np.ndarray) -> float:
    """The probability from which all demands together have the best F1."""
    p, there = sigmoid(scores), truth > 0
    return float(max(STEPS, key=lambda step: f_score(p >= step, there)))


def flag_levels(scores: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """By flag; those with too few rows have none."""
    p, there = sigmoid(scores), truth > 0
    return {
        flag: float(max(STEPS, key=lambda s: f_score(p[:, at] >= s, there[:, at], BETA)))
        for at, flag in enumerate(FLAGS)
        if flag not in BY_RULE and there[:, at].sum() >= FEWEST
    }

"""A choice model with few numbers: 85 labelled texts allow no more."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from sentiment.engine.features import CUES, column
from sentiment.engine.reading import EMOTIONS

SMP = {"ANGER": 1, "DISAPPOINT": 2, "HELPLESS": 2, "ANXIETY": 3, "DOUBT": 4, "SAD": 2,
       "GRIEVANCE": 2, "CALM": 5, "SATISFIED": 0}  # fmt: skip
POLARITY = {"CALM": 1, "SATISFIED": 2}  # all others: negative, 0
WEIGHT_PENALTY, BIAS_PENALTY = 1.0, 1.5


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores are rows @ weights + bias."""

    weights: np.ndarray
    bias: np.ndarray


def _columns() -> list[list[tuple[int, int]]]:
    """For each shared weight the pairs (feature column, emotion) it stands at."""
    order = list(enumerate(EMOTIONS))
    return [
        [(2 * k, k) for k, _ in order],
        [(2 * k + 1, k) for k, _ in order],
        [(column("mood", k), k) for k, _ in order],
        [(column("smp", SMP[code]), k) for k, code in order],
        [(column("polarity", POLARITY.get(code, 0)), k) for k, code in order],
        [(CUES, EMOTIONS.index("ANGER"))],  # exclamation marks
        [(CUES + 1, EMOTIONS.index("DOUBT"))],  # question marks
        [(CUES + 2, EMOTIONS.index("CALM"))],  # length
    ]


def _tensor(rows: np.ndarray) -> np.ndarray:
    shared = _columns()
    tensor = np.zeros((len(rows), len(EMOTIONS), len(shared)))
    for place, pairs in enumerate(shared):
        for feature, emotion in pairs:
            tensor[:, emotion, place] = rows[:, feature]
    return tensor


def _spread(values: np.ndarray, features: int) -> Linear:
    shared = _columns()
    weights = np.zeros((features, len(EMOTIONS)))
    for place, pairs in enumerate(shared):
        for feature, emotion in pairs:
            weights[feature, emotion] += values[place]
    return Linear(weights, values[len(shared) :])


def fit(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> Linear:
    """Fit shared weights and one bias per emotion by penalised likelihood.

    Args: rows as of `features.second_stage`; labels, places in EMOTIONS; weights, one per row.
    """
    tensor = _tensor(rows)
    shared, picked = tensor.shape[2], np.arange(len(labels))

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        own, bias = values[:shared], values[shared:]
        scores = tensor @ own + bias
        scores -= scores.max(axis=1, keepdims=True)
        p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        miss = p * weights[:, None]
        miss[picked, labels] -= weights
        penalty = WEIGHT_PENALTY * (own**2).sum() + BIAS_PENALTY * (bias**2).sum()
        slope = np.concatenate(
            [
                np.einsum("nk,nkd->d", miss, tensor) + 2 * WEIGHT_PENALTY * own,
                miss.sum(axis=0) + 2 * BIAS_PENALTY * bias,
            ]
        )
        return float(-(weights * np.log(p[picked, labels])).sum() + penalty), slope

    start = np.zeros(shared + len(EMOTIONS))
    return _spread(minimize(loss, start, jac=True, method="L-BFGS-B").x, rows.shape[1])

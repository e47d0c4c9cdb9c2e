"""How right and how sure a raw head is on rows kept back."""

from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from sentiment.engine.judge import straightened
from sentiment.engine.model import softmax

HEATS = np.geomspace(0.15, 4, 80)
BINS = 10
STEPS = 12  # points of a curve
PLACES = 4


def temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The temperature under which the truth is likeliest."""
    picked = np.arange(len(truth))

    def loss(heat: float) -> float:
        return float(-np.log(np.maximum(softmax(scores / heat)[picked, truth], 1e-12)).mean())

    return round(float(min(HEATS, key=loss)), PLACES)


def crossed(scores: np.ndarray, truth: np.ndarray, bent: bool = False) -> np.ndarray:
    """Probabilities of each half of the rows under the temperature of the other half.

    Args: bent, True if they are also straightened by the curve of the other half.
    """
    even = np.arange(len(truth)) % 2 == 0
    p = np.empty_like(scores)
    for half in (even, ~even):
        heat = temperature(scores[~half], truth[~half])
        p[half] = softmax(scores[half] / heat)
        if bent:
            p[half] = straightened(p[half], curve(softmax(scores[~half] / heat), truth[~half]))
    return p


def curve(p: np.ndarray, truth: np.ndarray) -> list[list[float]]:
    """How often the likeliest is right at each probability, never falling: points to go through.

    For outputs that one temperature cannot make true: of texts with two matters the first one is
    likely and yet often not the label, however sure the fit is.
    Returns: probabilities told, and shares right, from nothing on in STEPS points each.
    """
    sure, right = p.max(axis=1), p.argmax(axis=1) == truth
    order = np.array_split(np.argsort(sure, kind="stable"), STEPS)
    told = [float(sure[part].mean()) for part in order]
    shares = IsotonicRegression().fit_transform(told, [right[part].mean() for part in order])
    return [[0.0, *(round(value, PLACES) for value in each)] for each in (told, shares.tolist())]


def reliability(p: np.ndarray, truth: np.ndarray) -> list[list[float]]:
    """For ten equal bins of confidence: mean confidence, share right, rows."""
    sure, right = p.max(axis=1), p.argmax(axis=1) == truth
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    table = []
    for bin_ in range(BINS):
        inside = bins == bin_
        rows = int(inside.sum())
        told = [float(sure[inside].mean()), float(right[inside].mean())] if rows else [0.0, 0.0]
        table.append([*(round(value, PLACES) for value in told), rows])
    return table


def calibration_error(table: list[list[float]]) -> float:
    """Expected calibration error from a reliability table."""
    rows = sum(line[2] for line in table)
    return round(sum(abs(sure - right) * n for sure, right, n in table) / max(rows, 1), PLACES)


def figures(scores: np.ndarray, truth: np.ndarray, labels: tuple[str, ...]) -> dict[str, Any]:
    """Accuracy, macro-F1, ECE, confusion, per class and reliability of one head."""
    told, places = scores.argmax(axis=1), np.arange(len(labels))
    table = reliability(crossed(scores, truth), truth)
    precision, recall, f1, rows = precision_recall_fscore_support(
        truth, told, labels=places, zero_division=0
    )
    return {
        "figures": {
            "accuracy": round(float((told == truth).mean()), PLACES),
            "macro_f1": round(float(f1[rows > 0].mean()), PLACES),
            "ece": calibration_error(table),
        },
        "confusion": confusion_matrix(truth, told, labels=places).tolist(),
        "per_class": {
            label: {
                "rows": int(rows[place]),
                "precision": round(float(precision[place]), PLACES),
                "recall": round(float(recall[place]), PLACES),
                "f1": round(float(f1[place]), PLACES),
            }
            for place, label in enumerate(labels)
        },
        "reliability": table,
    }

"""Penalised likelihood for classes, yes or no, and one number, on n-grams and a few inputs more."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROUNDS, REMEMBERED = 60, 6  # of the descent
type_of_loss = Callable[[np.ndarray], tuple[float, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a fit is told of each text: counts of n-grams, and a few hundred other numbers."""

    grams: csr_matrix  # (texts, slots)
    others: np.ndarray  # (texts, inputs)


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores are grams @ on_grams + others @ on_others + bias."""

    on_grams: np.ndarray
    on_others: np.ndarray
    bias: np.ndarray


def fit_classes(
    told: Told, targets: np.ndarray, weights: np.ndarray, strength: float,
    given: np.ndarray | None = None,
) -> Linear:  # fmt: skip
    """Multinomial logistic regression on shares.

    Args: targets, the share of each class, (texts, classes); weights, one per text; strength, of
    the pull towards no weight at all; given, scores to begin with.
    """

    def loss(scores: np.ndarray) -> tuple[float, np.ndarray]:
        scores = scores if given is None else scores + given
        top = scores.max(axis=1, keepdims=True)
        raised = np.exp(scores - top)
        total = raised.sum(axis=1, keepdims=True)
        logs = scores - top - np.log(total)
        gap = (raised / total - targets) * weights[:, None]
        return float(-(weights * (logs * targets).sum(axis=1)).sum()), gap

    return _descend(told, targets.shape[1], loss, strength)


def fit_marks(told: Told, targets: np.ndarray, weights: np.ndarray, strength: float) -> Linear:
    """Logistic regression of each output apart; `weights` has one number per text and output."""

    def loss(scores: np.ndarray) -> tuple[float, np.ndarray]:
        missed = np.logaddexp(0, scores) - targets * scores
        gap = 1 / (1 + np.exp(-np.clip(scores, -40, 40))) - targets
        return float((weights * missed).sum()), weights * gap

    return _descend(told, targets.shape[1], loss, strength)


def fit_number(told: Told, targets: np.ndarray, weights: np.ndarray, strength: float) -> Linear:
    """Ridge regression of numbers, (texts, 1)."""

    def loss(scores: np.ndarray) -> tuple[float, np.ndarray]:
        gap = weights * (scores - targets)
        return float(0.5 * (gap * (scores - targets)).sum()), gap

    return _descend(told, targets.shape[1], loss, strength)


def _descend(told: Told, outputs: int, loss: type_of_loss, strength: float) -> Linear:
    """The weights of least loss and pull. N-grams that no text has keep no weight."""
    slots = np.unique(told.grams.indices)
    grams = told.grams[:, slots].astype(np.float32)
    across, others = grams.T.tocsr(), told.others.astype(np.float32)
    edges = np.cumsum([len(slots) * outputs, others.shape[1] * outputs])

    def apart(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        on_grams, on_others, bias = np.split(values, edges)
        return on_grams.reshape(-1, outputs), on_others.reshape(-1, outputs), bias

    def step(values: np.ndarray) -> tuple[float, np.ndarray]:
        on_grams, on_others, bias = apart(values)
        said = grams @ on_grams.astype(np.float32) + others @ on_others.astype(np.float32)
        total, gap = loss(said.astype(np.float64) + bias)
        narrow = gap.astype(np.float32)
        slope = np.concatenate([(across @ narrow).ravel(), (others.T @ narrow).ravel()])
        pulled = values[: edges[1]]
        total += 0.5 * strength * float(pulled @ pulled)
        return total, np.concatenate([slope + strength * pulled, gap.sum(axis=0)])

    start = np.zeros(edges[1] + outputs)
    options = {"maxiter": ROUNDS, "maxcor": REMEMBERED}
    best = minimize(step, start, jac=True, method="L-BFGS-B", options=options)
    on_grams, on_others, bias = apart(best.x)
    whole = np.zeros((told.grams.shape[1], outputs))
    whole[slots] = on_grams
    return Linear(whole, on_others, bias)

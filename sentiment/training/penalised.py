"""Penalised likelihood for a few hundred inputs: classes, yes or no, and one number."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores are rows @ weights + bias."""

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Scores of some rows, (texts, outputs)."""
        return rows @ self.weights + self.bias


def fit_classes(
    rows: np.ndarray, targets: np.ndarray, weights: np.ndarray, strength: float,
    offset: np.ndarray | None = None, rounds: int = 60,
) -> Linear:  # fmt: skip
    """Multinomial logistic regression on shares.

    Args: targets, the share of each class, (texts, classes); weights, one per row; strength, of
    the pull towards no weight at all; offset, scores that are given.
    """

    def loss(scores: np.ndarray) -> tuple[float, np.ndarray]:
        top = scores.max(axis=1, keepdims=True)
        raised = np.exp(scores - top)
        total = raised.sum(axis=1, keepdims=True)
        logs = scores - top - np.log(total)
        return float(-(weights * (logs * targets).sum(axis=1)).sum()), (
            raised / total - targets
        ) * weights[:, None]

    return _descend(rows, targets.shape[1], loss, strength, offset, rounds)


def fit_marks(
    rows: np.ndarray, targets: np.ndarray, weights: np.ndarray, strength: float, rounds: int = 80
) -> Linear:
    """Logistic regression of each output apart; `weights` has one number per row and output."""

    def loss(scores: np.ndarray) -> tuple[float, np.ndarray]:
        told = np.logaddexp(0, scores) - targets * scores
        gap = 1 / (1 + np.exp(-np.clip(scores, -40, 40))) - targets
        return float((weights * told).sum()), weights * gap

    return _descend(rows, targets.shape[1], loss, strength, None, rounds)


def fit_number(
    rows: np.ndarray, targets: np.ndarray, weights: np.ndarray, strength: float
) -> Linear:
    """Ridge regression of one number; the mean is not pulled."""
    share = weights / weights.sum()
    middle, level = share @ rows, float(share @ targets)
    centred = rows - middle
    gram = (centred * weights[:, None]).T @ centred
    gram[np.diag_indices(len(gram))] += strength
    coef = np.linalg.solve(gram, (centred * weights[:, None]).T @ (targets - level))
    return Linear(coef[:, None], np.array([level - middle @ coef]))


def _descend(rows, outputs, loss, strength, offset, rounds) -> Linear:
    rows = rows.astype(np.float32)
    inputs = rows.shape[1]
    given = np.zeros((1, outputs)) if offset is None else offset

    def step(values: np.ndarray) -> tuple[float, np.ndarray]:
        coef = values[: inputs * outputs].reshape(inputs, outputs)
        bias = values[inputs * outputs :]
        scores = (rows @ coef.astype(np.float32)).astype(np.float64) + bias + given
        total, slope = loss(scores)
        down = rows.T @ slope.astype(np.float32) + strength * coef
        total += 0.5 * strength * float((coef**2).sum())
        return total, np.concatenate([down.ravel(), slope.sum(axis=0)]).astype(np.float64)

    start = np.zeros((inputs + 1) * outputs)
    best = minimize(step, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return Linear(best[: inputs * outputs].reshape(inputs, outputs), best[inputs * outputs :])

"""Directions in which complaints differ: what few labels need to know of many unlabelled texts."""

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.utils.extmath import randomized_svd

from .linear import SEED

TOPICS = 256
ROUNDS, SPARE = 2, 20


def topics(rows: csr_matrix) -> np.ndarray:
    """The main axes of the feature rows of a pool of texts: float32 (slots, topics)."""
    _, _, axes = randomized_svd(
        rows.astype(np.float32), TOPICS, n_oversamples=SPARE, n_iter=ROUNDS, random_state=SEED
    )
    return axes.T.astype(np.float32)


def narrowed(weights: np.ndarray, spread: np.ndarray, rank: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights on topics as a product of a narrow and a wide matrix that keeps the scores best.

    Args: weights (topics, outputs); spread, the covariance of the topics in texts like ours.
    Returns: (topics, rank) and (rank, outputs).
    """
    root = np.linalg.cholesky(spread + 1e-9 * np.eye(len(spread)))
    size = np.sqrt(np.maximum(((root.T @ weights) ** 2).sum(axis=0), 1e-9)) ** 0.5
    left, strength, right = np.linalg.svd((root.T @ weights) / size, full_matrices=False)
    into = np.linalg.solve(root.T, left[:, :rank])
    return into, (strength[:rank, None] * right[:rank]) * size

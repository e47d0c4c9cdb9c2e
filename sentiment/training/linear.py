"""Logistic regression on hashed n-grams, in the very features the engine computes."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from sentiment.engine.batch import fold_batch
from sentiment.engine.ngrams import gram_slots

PIECE = 2000
LEAST_TEXTS = 2  # an n-gram slot seen in fewer texts gets no weight
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Space:
    """The feature space: hash width and how rare each slot is."""

    bits: int
    idf: np.ndarray  # float32 (2**bits,), 0 for slots too rare to use

    @classmethod
    def fit(cls, texts: Sequence[str], bits: int) -> "Space":
        """Count in how many texts each slot occurs."""
        seen = np.zeros(2**bits)
        for counts in _pieces(texts, bits):
            counts.sum_duplicates()
            seen += np.bincount(counts.indices, minlength=2**bits)
        idf = np.log((len(texts) + 1) / (seen + 1)) + 1
        idf[seen < LEAST_TEXTS] = 0
        return cls(bits, idf.astype(np.float16).astype(np.float32))

    @property
    def energy(self) -> np.ndarray:
        """What one n-gram adds to the squared length of its text."""
        return (self.idf**2).astype(np.float16)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Feature rows of texts: counts times idf over the root of the summed energy."""
        parts = [self._scaled(counts) for counts in _pieces(texts, self.bits)]
        return _stack(parts)

    def _scaled(self, counts: csr_matrix) -> csr_matrix:
        norm = np.sqrt(np.maximum(counts @ self.energy.astype(np.float32), 1e-6))
        counts.sum_duplicates()
        return (diags(1 / norm) @ counts @ diags(self.idf)).astype(np.float32).tocsr()


def _pieces(texts: Sequence[str], bits: int) -> Iterator[csr_matrix]:
    for start in range(0, len(texts), PIECE):
        batch = fold_batch(texts[start : start + PIECE])
        indptr, slots = gram_slots(batch.codes, batch.lengths, bits)
        ones = np.ones(len(slots), dtype=np.float32)
        yield csr_matrix((ones, slots, indptr), shape=(len(batch.lengths), 2**bits))


def _stack(parts: list[csr_matrix]) -> csr_matrix:
    data = np.concatenate([part.data for part in parts])
    indices = np.concatenate([part.indices for part in parts])
    sizes = np.concatenate([np.diff(part.indptr) for part in parts])
    indptr = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((data, indices, indptr), shape=(len(sizes), parts[0].shape[1]))


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of one head on the feature rows: scores = rows @ weights + bias."""

    weights: np.ndarray
    bias: np.ndarray
    classes: tuple[str, ...]

    def scores(self, rows: csr_matrix) -> np.ndarray:
        """Raw scores, float64 (texts, classes)."""
        return np.asarray(rows @ self.weights + self.bias, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Fit:
    """How one head is fitted."""

    strength: float = 4.0  # scikit-learn's C
    balanced: bool = False
    rounds: int = 60


def fit_head(
    rows: csr_matrix,
    labels: Sequence[str],
    classes: Sequence[str],
    fit: Fit,
    weights: np.ndarray | None = None,
) -> Head:
    """Multinomial logistic regression; the classes keep the order given.

    Args: rows and labels of the training texts; weights, one per text, or None.
    """
    used = np.flatnonzero(np.bincount(rows.indices, minlength=rows.shape[1]))
    model = LogisticRegression(
        C=fit.strength, max_iter=fit.rounds, class_weight="balanced" if fit.balanced else None
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the rounds are a budget, not a hope
        model.fit(rows[:, used], list(labels), sample_weight=weights)
    found = {label: index for index, label in enumerate(model.classes_)}
    coef = np.zeros((rows.shape[1], len(classes)), dtype=np.float32)
    bias = np.full(len(classes), -12.0)
    two = len(model.classes_) == 2
    for place, label in enumerate(classes):
        if label in found:
            row = found[label]
            sign = (-0.5 if row == 0 else 0.5) if two else 1.0
            coef[used, place] = sign * model.coef_[0 if two else row]
            bias[place] = sign * model.intercept_[0 if two else row]
    return Head(coef, bias, tuple(classes))

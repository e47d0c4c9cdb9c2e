"""Logistic regression on hashed n-grams, in the very features the engine computes."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from sentiment.engine.batch import fold_batch
from sentiment.engine.ngrams import ORDERS, gram_slots

PIECE = 2000
SEED = 20261122
BITS = 19
SLOTS_KEPT = 49_151  # a third more told nothing better and the table would leave the cache
ENERGY = 32  # levels of the squared rarity per unit; at most 4095 in all
SMOOTHING = 0.3  # added to the sums of a naive Bayes ratio
ABSENT = -8.0  # the score of a class without rows


@dataclass(frozen=True, slots=True)
class Space:
    """The feature space: the slots of the commonest n-grams, and how rare each is."""

    bits: int
    kept: np.ndarray  # slot numbers in order
    energy: np.ndarray  # uint16, the squared rarity of each
    orders: int = ORDERS

    @classmethod
    def fit(cls, texts: Sequence[str], bits: int = BITS, most: int = SLOTS_KEPT) -> "Space":
        """Count in how many texts each slot occurs, and keep the commonest."""
        seen = np.zeros(2**bits, dtype=np.int64)
        for counts in _pieces(texts, bits, ORDERS):
            seen += np.bincount(counts.indices, minlength=2**bits)
        kept = np.sort(np.argsort(-seen, kind="stable")[:most])
        rarity = np.log((len(texts) + 1) / (seen[kept] + 1)) + 1
        return cls(bits, kept, np.rint(rarity**2 * ENERGY).astype(np.uint16))

    @property
    def rarity(self) -> np.ndarray:
        """What one n-gram of each slot counts."""
        return np.sqrt(self.energy / ENERGY)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Feature rows: counts times rarity over the root of the summed energy."""
        place = np.full(2**self.bits, -1, dtype=np.int32)
        place[self.kept] = np.arange(len(self.kept))
        parts = [self._scaled(counts, place) for counts in _pieces(texts, self.bits, self.orders)]
        return _stack(parts, len(self.kept))

    def _scaled(self, counts: csr_matrix, place: np.ndarray) -> csr_matrix:
        columns = place[counts.indices]
        known = columns >= 0
        indptr = np.concatenate([[0], np.cumsum(known)])[counts.indptr]
        inside = csr_matrix(
            (counts.data[known], columns[known], indptr), shape=(counts.shape[0], len(self.kept))
        )
        norm = np.sqrt(np.maximum(inside @ (self.energy / ENERGY), 1 / ENERGY))
        inside.data *= self.rarity[inside.indices]
        scaled = (diags(1 / norm) @ inside).tocsr()
        scaled.sort_indices()
        return scaled


def _pieces(texts: Sequence[str], bits: int, orders: int) -> Iterator[csr_matrix]:
    """Counts of all slots, some thousand texts at a time."""
    for start in range(0, len(texts), PIECE):
        batch = fold_batch(texts[start : start + PIECE])
        slots = gram_slots(batch.codes, bits, orders)
        owner = np.repeat(np.arange(len(batch.lengths)), batch.lengths + 2)[: slots.shape[1]]
        inside = np.ones(slots.shape[1], dtype=bool)
        inside[np.cumsum(batch.lengths + 2)[:-1] - 1] = False
        rows = np.tile(owner[inside], orders)
        ones = np.ones(len(rows))
        shape = (len(batch.lengths), 2**bits)
        yield csr_matrix((ones, (rows, slots[:, inside].ravel())), shape=shape)  # adds repeats up


def _stack(parts: list[csr_matrix], width: int) -> csr_matrix:
    data = np.concatenate([part.data for part in parts])
    indices = np.concatenate([part.indices for part in parts]).astype(np.int32)
    sizes = np.concatenate([np.diff(part.indptr) for part in parts])
    indptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    return csr_matrix((data, indices, indptr), shape=(len(sizes), width))


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
class Recipe:
    """One member of a head: logistic regression, each class against all others."""

    strength: float = 4.0  # scikit-learn's C
    bayes: bool = True  # features weighed by the log ratio of naive Bayes (Wang, Manning 2012)
    balance: float = 0.5  # power of the inverse share of a class that its rows weigh


def fit_members(
    rows: csr_matrix, labels: np.ndarray, classes: Sequence[str], members: Sequence[Recipe],
    weights: np.ndarray | None = None, seed: int = SEED,
) -> Head:  # fmt: skip
    """Fit every member and average; the average of linear maps is one linear map.

    Args: labels, places in classes; weights, one per row, or None.
    """
    fitted = [_fit(rows, labels, classes, member, weights, seed) for member in members]
    if len(fitted) == 1:
        return fitted[0]
    spreads = [_spread(head.scores(rows)) for head in fitted]
    share = np.array([spreads[0] / spread for spread in spreads]) / len(fitted)
    return Head(
        sum(part * head.weights for part, head in zip(share, fitted, strict=True)),
        sum(part * head.bias for part, head in zip(share, fitted, strict=True)),
        tuple(classes),
    )


def _spread(scores: np.ndarray) -> float:
    return float((scores - scores.mean(axis=1, keepdims=True)).std())


def _fit(
    rows: csr_matrix, labels: np.ndarray, classes: Sequence[str], recipe: Recipe,
    weights: np.ndarray | None, seed: int,
) -> Head:  # fmt: skip
    coef, bias = np.zeros((rows.shape[1], len(classes))), np.full(len(classes), ABSENT)
    for place in range(len(classes)):
        own = labels == place
        if own.any():
            coef[:, place], bias[place] = _against_all(rows, own, recipe, weights, seed)
    return Head(coef, bias, tuple(classes))


def _against_all(
    rows: csr_matrix, own: np.ndarray, recipe: Recipe, weights: np.ndarray | None, seed: int
) -> tuple[np.ndarray, float]:
    ratio = _ratio(rows, own) if recipe.bayes else np.ones(rows.shape[1])
    weighed = csr_matrix((rows.data * ratio[rows.indices], rows.indices, rows.indptr), rows.shape)
    each = np.ones(len(own)) if weights is None else weights.copy()
    each[own] *= ((~own).sum() / own.sum()) ** recipe.balance
    model = LogisticRegression(
        C=recipe.strength, solver="liblinear", dual=True, random_state=seed, max_iter=40, tol=0.02
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the rounds are a budget, not a hope
        model.fit(weighed, own.astype(int), sample_weight=each)
    return model.coef_[0] * ratio, float(model.intercept_[0])


def _ratio(rows: csr_matrix, own: np.ndarray) -> np.ndarray:
    """How much likelier each feature is in a class than outside, as a logarithm."""
    inside, outside = (
        np.asarray(rows[part].sum(axis=0)).ravel() + SMOOTHING for part in (own, ~own)
    )
    return np.log(inside / inside.sum()) - np.log(outside / outside.sum())

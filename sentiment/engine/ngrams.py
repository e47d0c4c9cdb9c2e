"""Hashed character n-grams by whole-array arithmetic: no tokenizer, no Python per text."""

import numpy as np
from scipy.sparse import csr_matrix

try:  # SciPy's own kernel, private but stable since 2010; saves building a matrix object
    from scipy.sparse._sparsetools import csr_matvecs
except ImportError:  # pragma: no cover
    csr_matvecs = None

ORDERS = 3  # one, two and three characters
_P1, _P2, _P3 = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D)
_SEEDS = (np.uint32(0x165667B1), np.uint32(0x27D4EB2F), np.uint32(0x2545F491))
_MIX = np.uint32(0x2C1B3C6D)
ZERO, NINE = ord("0"), ord("9")


def _slots(state: np.ndarray, seed: np.uint32, bits: int) -> np.ndarray:
    state = state + seed
    state ^= state >> np.uint32(15)
    state *= _MIX
    state ^= state >> np.uint32(13)
    state *= _P1
    return (state >> np.uint32(32 - bits)).astype(np.int32)


def gram_slots(codes: np.ndarray, lengths: np.ndarray, bits: int) -> tuple[np.ndarray, np.ndarray]:
    """The hash slots of every n-gram of every text.

    Args: codes and lengths as in `fold.Batch`; bits, 2**bits slots exist.
    Returns: (indptr, slots), the rows of a sparse matrix of ones with repeats.
    All digits count as one; the separators serve as begin and end marks.
    """
    digit = (codes >= ZERO) & (codes <= NINE)
    codes = np.where(digit, np.uint32(ZERO), codes)
    one = codes * _P1
    two = one[:-1] + codes[1:] * _P2
    three = two[:-1] + codes[2:] * _P3
    columns = np.empty((len(codes) - 2, ORDERS), dtype=np.int32)
    states: list[np.ndarray] = [one[:-2], two[:-1], three]
    for order, state in enumerate(states):
        columns[:, order] = _slots(state, _SEEDS[order], bits)
    keep = np.ones(len(columns), dtype=bool)
    ends = np.cumsum(lengths + 2) - 1
    keep[ends[ends < len(keep)]] = False
    indptr = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum((lengths + 1) * ORDERS, out=indptr[1:])
    return indptr, columns[keep].ravel()


def sum_rows(indptr: np.ndarray, slots: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """For each text the sum of the weight rows of its n-grams, float32 (texts, columns)."""
    texts, width = len(indptr) - 1, weights.shape[1]
    ones = np.ones(len(slots), dtype=np.float32)
    if csr_matvecs is None:  # pragma: no cover
        return csr_matrix((ones, slots, indptr), shape=(texts, len(weights))) @ weights
    sums = np.zeros((texts, width), dtype=np.float32)
    csr_matvecs(texts, len(weights), width, indptr, slots, ones, weights.ravel(), sums.ravel())
    return sums

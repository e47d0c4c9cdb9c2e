"""The linear model: hashed n-grams times one matrix, and the numbers of a small second stage."""

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .artefact import DIRECTORY, ModelError, load_arrays
from .batch import Batch
from .ngrams import gram_slots, sum_rows

if TYPE_CHECKING:
    from .layer import Layer

HEADS = ("polarity", "smp", "mood", "category")
PIECE = 128  # texts per matrix product: their slots fit the cache


@dataclass(frozen=True, slots=True)
class Scores:
    """Raw outputs of the heads for one batch: float64 arrays (texts, outputs)."""

    polarity: np.ndarray
    smp: np.ndarray
    mood: np.ndarray
    category: np.ndarray


def softmax(scores: np.ndarray) -> np.ndarray:
    """Row by row; the greatest entry is taken off first, so nothing overflows."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def times(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """A matrix product whose rows do not depend on their neighbours, unlike BLAS's."""
    return np.einsum("ij,jk->ik", rows, weights, optimize=False)


class Model:
    """Weights, read-only after loading, so one model serves all threads."""

    layer: "Layer | None" = None  # what was learnt from corrections, if anything

    def __init__(self, arrays: dict[str, np.ndarray], version: str):
        try:
            self._setup(arrays)
        except KeyError as error:
            raise ModelError(f"The language model has no part named {error}.") from None
        self.version = version

    @classmethod
    def load(cls, directory: Path = DIRECTORY) -> "Model":
        """Load the artefact of a directory. Raises ModelError with a clear sentence."""
        arrays, card = load_arrays(directory)
        return cls(arrays, str(card["version"]))

    def with_layer(self, layer: "Layer", name: str) -> "Model":
        """The same weights with what was learnt over them; the version tells of it."""
        other = copy.copy(self)
        other.layer, other.version = layer, f"{self.version}+{name}"
        return other

    def _setup(self, arrays: dict[str, np.ndarray]) -> None:
        self.settings = json.loads(arrays["settings"].tobytes().decode("utf-8"))
        self.bits = int(self.settings["bits"])
        scaled = arrays["weights"].astype(np.float32)
        scaled *= arrays["scale"]
        energy = arrays["energy"].astype(np.float32)
        self._weights = np.concatenate([scaled, energy[:, None]], axis=1)
        self._bias = arrays["bias"].astype(np.float64)
        self._columns: dict[str, Sequence[int]] = self.settings["columns"]
        self.category_up = arrays["category_up"].astype(np.float64)
        self.category_bias = arrays["category_bias"].astype(np.float64)
        self.emotion_weights = arrays["emotion_weights"].astype(np.float64)
        self.emotion_bias = arrays["emotion_bias"].astype(np.float64)
        self.intensity_weights = arrays["intensity_weights"].astype(np.float64)
        self.intensity_bias = float(arrays["intensity_bias"][0])

    def score(self, batch: Batch) -> Scores:
        """All heads for all texts of a batch."""
        indptr, slots = gram_slots(batch.codes, batch.lengths, self.bits)
        sums = np.empty((len(batch.lengths), self._weights.shape[1]))
        for start in range(0, len(sums), PIECE):
            piece = indptr[start : start + PIECE + 1]
            part = slots[piece[0] : piece[-1]]
            sums[start : start + PIECE] = sum_rows(piece - piece[0], part, self._weights)
        norm = np.sqrt(np.maximum(sums[:, -1:], 1e-6))
        outputs = sums[:, :-1] / norm + self._bias
        parts = {head: outputs[:, slice(*self._columns[head])] for head in HEADS}
        parts["category"] = times(parts["category"], self.category_up) + self.category_bias
        return Scores(**parts)

"""The linear model: hashed n-grams times one table, then one small matrix for all heads.

There is one path for one text and for a million: the table holds whole numbers, so its sums are
exact, and the scores of a text do not depend on its company (docs/decisions/0012).
"""

import copy
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .artefact import DIRECTORY, ModelError, load_arrays
from .batch import Batch
from .ngrams import gram_slots
from .sums import sum_rows

if TYPE_CHECKING:
    from .layer import Layer

PIECE = 64  # texts at a time: what is computed of them fits the cache …
PIECE_CHARS = 40_000  # … and so it does with long ones
FIRST = ("kept", "energy", "table", "spread", "scale", "bias", "moves", "settings")
DIGIT = 64  # the energy of an n-gram is held as two digits to this base


class Scores(dict[str, np.ndarray]):
    """Scores before the softmax by head: float64 (texts, outputs)."""


def softmax(scores: np.ndarray) -> np.ndarray:
    """Row by row; the greatest entry is taken off first, so nothing overflows."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def sigmoid(scores: np.ndarray) -> np.ndarray:
    """The probability of each output apart."""
    return 1 / (1 + np.exp(-np.clip(scores, -40, 40)))


def times(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """A matrix product whose rows do not depend on their neighbours, unlike BLAS's."""
    return np.einsum("ij,jk->ik", rows, weights, optimize=False)


class Model:
    """Weights, read-only after loading, so one model serves all threads."""

    layer: "Layer | None" = None  # what was learnt from corrections, if anything

    def __init__(self, arrays: Mapping[str, np.ndarray], version: str):
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

    def _setup(self, arrays: Mapping[str, np.ndarray]) -> None:
        self.arrays = dict(arrays)
        self.settings: dict[str, Any] = json.loads(arrays["settings"].tobytes().decode("utf-8"))
        self.bits = int(self.settings["bits"])
        self.orders = int(self.settings.get("orders", 3))
        order = np.argsort(arrays["energy"], kind="stable")  # the commonest first: they stay cached
        self._rows_of = _rows_of(arrays["kept"], self.bits, order)
        self._table = _table(arrays["table"][order], arrays["energy"][order])
        self._spread = arrays["spread"].astype(np.float64)
        self._scale = arrays["scale"].astype(np.float64)
        self._bias = arrays["bias"].astype(np.float64)
        self._moves = arrays["moves"].astype(np.float64)
        self._pulls: dict[str, np.ndarray] = {}  # by head, when asked for
        heads: dict[str, dict[str, Any]] = self.settings["heads"]
        self.columns = {name: slice(*head["columns"]) for name, head in heads.items()}
        self.labels: dict[str, tuple[str, ...]] = {
            name: tuple(head["labels"]) for name, head in heads.items()
        }
        self.temperature: dict[str, float] = {
            name: float(head["temperature"]) for name, head in heads.items()
        }

        self._second = {
            name: part.astype(np.float64) for name, part in arrays.items() if name not in FIRST
        }

    def part(self, name: str) -> np.ndarray:
        """One array of the second stage as float64. Raises ModelError when there is none."""
        try:
            return self._second[name]
        except KeyError:
            raise ModelError(f"The language model has no part named {name!r}.") from None

    @cached_property
    def own(self) -> np.ndarray:
        """What words, marks and length say of the second stage's outputs (inputs, outputs)."""
        return self.part("own")

    def score(self, batch: Batch, mode: str = "bulk") -> Scores:
        """All heads for all texts of a batch; every mode takes the same path."""
        del mode
        outputs = self.linear(batch)
        scores = Scores({name: outputs[:, place] for name, place in self.columns.items()})
        return self._moved(scores)

    @cached_property
    def raw(self) -> "Model":
        """The raw heads alone, to the same scores, by those columns of the table that they use.

        Made when first asked for: a narrower table (6 MB) is read a third faster.
        """
        other = copy.copy(self)
        second = self.settings.get("second", ())
        other.columns = {name: at for name, at in self.columns.items() if name not in second}
        outputs = slice(0, max(place.stop for place in other.columns.values()))
        used = np.flatnonzero(self._spread[:, outputs].any(axis=1))
        other._table = np.ascontiguousarray(self._table[:, [*used.tolist(), -2, -1]])
        other._spread = self._spread[used, outputs]
        other._scale, other._bias = self._scale[outputs], self._bias[outputs]
        other._pulls = {}
        return other

    def probabilities(self, scores: Scores) -> dict[str, np.ndarray]:
        """Calibrated probabilities by raw head."""
        second = self.settings.get("second", ())
        return {
            name: softmax(told / self.temperature[name])
            for name, told in scores.items()
            if name not in second
        }

    def _moved(self, scores: Scores) -> Scores:
        """Let the polarity follow the habits of the kind of text that this seems to be."""
        moves = scores.pop("moves")
        kind = softmax(scores["source"])[:, : moves.shape[1]]
        scores["polarity3"] = scores["polarity3"] + times(kind * moves, self._moves)
        return scores

    def linear(self, batch: Batch) -> np.ndarray:
        """All outputs in the order of the columns, before anything moves the polarity."""
        codes, lengths = batch.codes, batch.lengths
        sums = np.empty((len(lengths), self._table.shape[1]))
        starts = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths + 2, out=starts[1:])
        for first, last in _pieces(starts):
            begin = starts[first]
            piece = codes[begin : starts[last] + 1]
            sums[first:last] = self._sums(piece, starts[first : last + 1] - begin)
        norm = np.sqrt(np.maximum(sums[:, -2] * DIGIT + sums[:, -1], 1.0))
        whole = sums[:, :-2] @ self._spread  # whole numbers below 2**53: exact in any order
        return whole * self._scale / norm[:, None] + self._bias

    def rows(self, codes: np.ndarray) -> np.ndarray:
        """The row of the table of every n-gram, (orders, places); 0 for those without weights."""
        return self._rows_of.take(gram_slots(codes, self.bits, self.orders))

    def pulls(self, head: str) -> np.ndarray:
        """What one n-gram of each row adds to the outputs of a head, up to a common factor.

        Returns: float32 (outputs, rows), kept from the first call on.
        """
        if head not in self._pulls:
            place = self.columns[head]
            weights = (self._spread * self._scale)[:, place].astype(np.float32)
            told = self._table[:, :-2].astype(np.float32) @ weights
            self._pulls[head] = np.ascontiguousarray(told.T)
        return self._pulls[head]

    def _sums(self, codes: np.ndarray, starts: np.ndarray) -> np.ndarray:
        """Sums of the table's rows, int32 (texts, columns), for a piece with its separators."""
        rows = self.rows(codes)
        rows[:, starts[1:-1] - 1] = 0  # n-grams that begin between two texts
        width = rows.shape[1]
        begins = [starts[:-1] + order * width for order in range(self.orders)]
        bounds = np.concatenate([*begins, [self.orders * width]])
        sums = sum_rows(bounds, rows.ravel().astype(np.int32), self._table)
        return sums.reshape(self.orders, len(starts) - 1, -1).sum(axis=0)


def _pieces(starts: np.ndarray) -> list[tuple[int, int]]:
    """Ranges of texts: at most PIECE, and few long ones."""
    texts, pieces, first = len(starts) - 1, [], 0
    while first < texts:
        last = int(np.searchsorted(starts, starts[first] + PIECE_CHARS))
        last = min(max(last, first + 1), first + PIECE, texts)
        pieces.append((first, last))
        first = last
    return pieces


def _rows_of(kept: np.ndarray, bits: int, order: np.ndarray) -> np.ndarray:
    """The row of each slot, 0 for slots without weights; uint16, so that it fits the cache."""
    slots = np.flatnonzero(np.unpackbits(kept)[: 2**bits])
    rows = np.zeros(2**bits, dtype=np.uint16)
    rows[slots[order]] = np.arange(1, len(slots) + 1)
    return rows


def _table(weights: np.ndarray, energy: np.ndarray) -> np.ndarray:
    """The weights and the two digits of the energy behind them; row 0 is empty."""
    table = np.zeros((len(weights) + 1, weights.shape[1] + 2), dtype=np.int16)
    table[1:, :-2] = weights
    table[1:, -2:] = np.stack(np.divmod(energy.astype(np.int16), DIGIT), axis=1)
    return table

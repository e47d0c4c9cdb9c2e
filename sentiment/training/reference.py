"""The slow way to the same scores: plain integers, scikit-learn's counts, one dense product.

Nothing of the engine's fast path is used but the stored numbers, so each guards the other.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.special import softmax
from sklearn.feature_extraction.text import CountVectorizer

from sentiment.engine.artefact import DIRECTORY, load_arrays
from sentiment.engine.fold import fold
from sentiment.engine.ngrams import ORDERS

from .gold import seeds

GOLDEN = "golden.json"
EVERY = 12  # of our own sentences, so that all codes appear
PLACES = 4
WORD = 2**32
FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)
MIX = 0x2C1B3C6D


def _value(char: str) -> int:
    return (ord("0" if char in "0123456789" else char) * FACTORS[0]) % WORD


def slots_of(text: str, bits: int, orders: int = ORDERS) -> list[int]:
    """The hash slots of a text's n-grams, with a mark before and two behind."""
    values = [_value(char) for char in "\0" + fold(text) + "\0\0"]
    found = []
    for place in range(len(values) - 2):
        state = values[place]
        found.append(_slot(state, bits))
        for step, factor in enumerate(FACTORS[1:orders], start=1):
            state = (state + values[place + step] * factor) % WORD
            found.append(_slot(state, bits))
    return found


def _slot(state: int, bits: int) -> int:
    mixed = (state ^ (state >> 15)) * MIX % WORD
    return mixed >> (32 - bits)


class Reference:
    """Scores of the artefact in a folder, by the slow way."""

    def __init__(self, directory: Path = DIRECTORY):
        self.arrays, self.card = load_arrays(directory)
        self.settings = json.loads(self.arrays["settings"].tobytes())
        kept = np.flatnonzero(np.unpackbits(self.arrays["kept"]))
        orders = self.settings.get("orders", 3)
        self._counter = CountVectorizer(
            analyzer=lambda text: slots_of(text, self.settings["bits"], orders),
            vocabulary={int(slot): row for row, slot in enumerate(kept)},
        )

    def scores(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """All heads of some texts."""
        part = {name: array.astype(np.float64) for name, array in self.arrays.items()}
        counts = self._counter.transform(texts).astype(np.float64)
        norm = np.sqrt(np.maximum(counts @ part["energy"], 1.0))[:, None]
        weights = (part["table"] @ part["spread"]) * part["scale"]
        outputs = counts @ weights / norm + part["bias"]
        heads = {
            name: outputs[:, slice(*head["columns"])]
            for name, head in self.settings["heads"].items()
        }
        moves = heads.pop("moves")
        kind = softmax(heads["source"], axis=1)[:, : moves.shape[1]]
        heads["polarity3"] = heads["polarity3"] + (kind * moves) @ part["moves"]
        return heads


def golden_texts() -> list[str]:
    """Own sentences of every code."""
    return [text for text, _ in seeds("category_seeds") + seeds("mood_seeds")][::EVERY]


def write_golden(directory: Path = DIRECTORY) -> None:
    """Keep the slow scores of some own sentences beside the artefact they belong to."""
    reference, texts = Reference(directory), golden_texts()
    told = {name: scores.round(PLACES).tolist() for name, scores in reference.scores(texts).items()}
    content = {"version": reference.card["version"], "sha256": reference.card["sha256"],
               "texts": texts, "scores": told}  # fmt: skip
    path = directory / GOLDEN
    path.write_text(json.dumps(content, ensure_ascii=False, indent=None) + "\n", encoding="utf-8")

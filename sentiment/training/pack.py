"""Heads and second stage packed into the arrays of one artefact."""

import json
from collections.abc import Mapping

import numpy as np

from sentiment.engine.model import HEADS

from .choice import Linear
from .linear import Head, Space

CATEGORY_RANK = 18
OUTLIER = 99.995  # per cent of the weights that the levels must span
LEVELS = 63  # seven bits: no loss in any figure, and a quarter less to store


def _low_rank(head: Head, idf: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Category weights as a product of a tall and a small matrix: fewer columns to gather."""
    weights = head.weights * idf[:, None]
    gram = weights.T @ weights
    _, vectors = np.linalg.eigh(gram.astype(np.float64))
    up = vectors[:, ::-1][:, :CATEGORY_RANK].T
    for row in up:  # a fixed sign, so that training twice gives the same bytes
        row *= np.sign(row[np.abs(row).argmax()])
    return (weights @ up.T).astype(np.float32), up.astype(np.float32)


def _quantised(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    top = np.percentile(np.abs(weights), OUTLIER, axis=0)
    scale = np.maximum(top, 1e-6) / LEVELS
    return np.clip(np.rint(weights / scale), -LEVELS, LEVELS).astype(np.int8), scale.astype(
        np.float32
    )


def pack(
    space: Space, heads: Mapping[str, Head], emotion: Linear, intensity: Linear, settings: dict
) -> dict[str, np.ndarray]:
    """All arrays the engine's Model needs."""
    parts, biases, columns, at = [], [], {}, 0
    down, up = _low_rank(heads["category"], space.idf)
    for name in HEADS:
        part = down if name == "category" else heads[name].weights * space.idf[:, None]
        parts.append(part)
        biases.append(np.zeros(part.shape[1]) if name == "category" else heads[name].bias)
        columns[name] = [at, at + part.shape[1]]
        at += part.shape[1]
    weights, scale = _quantised(np.concatenate(parts, axis=1))
    text = json.dumps({**settings, "bits": space.bits, "columns": columns}, sort_keys=True)
    return {
        "weights": weights,
        "scale": scale,
        "energy": space.energy,
        "bias": np.concatenate(biases).astype(np.float32),
        "category_up": up,
        "category_bias": heads["category"].bias.astype(np.float32),
        "emotion_weights": emotion.weights.astype(np.float32),
        "emotion_bias": emotion.bias.astype(np.float32),
        "intensity_weights": intensity.weights.astype(np.float32),
        "intensity_bias": intensity.bias.astype(np.float32),
        "settings": np.frombuffer(text.encode("utf-8"), dtype=np.uint8),
    }

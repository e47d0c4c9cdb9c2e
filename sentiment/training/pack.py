"""Heads packed into the arrays of one artefact: whole numbers of six bits and a sign."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from sentiment.engine.sums import MOST

from .heads import MOVES
from .linear import ENERGY, Head, Space
from .squeeze import Squeezed

OUTLIER = 99.99  # per cent of the weights that the levels must span
FINE = 65_536  # levels of the small matrix


def pack(
    space: Space, heads: Mapping[str, Head], squeezed: Squeezed, heats: Mapping[str, float]
) -> dict[str, np.ndarray]:
    """The arrays of the first stage, without settings.

    Args: heats, temperatures by head: the scores that leave the model are divided by them.
    """
    heat = {name: heats.get("polarity3" if name == "moves" else name, 1.0) for name in heads}
    weights = squeezed.table * space.rarity[:, None]
    table, step = levels(weights)
    spread = np.hstack([squeezed.spread[name] / heat[name] for name in heads]) * step[:, None]
    fine = np.maximum(np.abs(spread).max(axis=0), 1e-12) / FINE
    return {
        "kept": np.packbits(np.isin(np.arange(2**space.bits), space.kept)),
        "energy": space.energy,
        "table": table,
        "spread": np.rint(spread / fine).astype(np.int32),
        "scale": (fine * np.sqrt(ENERGY)).astype(np.float32),
        "bias": np.concatenate([squeezed.bias[name] / heat[name] for name in heads]).astype(
            np.float32
        ),
        "moves": MOVES.astype(np.float32),
    }


def levels(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights as whole numbers of at most MOST, and by column what one of them is worth."""
    step = np.maximum(np.percentile(np.abs(weights), OUTLIER, axis=0), 1e-9) / MOST
    return np.clip(np.rint(weights / step), -MOST, MOST).astype(np.int8), step


def head_settings(heads: Mapping[str, Head]) -> dict[str, dict[str, Any]]:
    """Columns and labels of every head. The temperatures are in the weights already."""
    settings, at = {}, 0
    for name, head in heads.items():
        width = head.weights.shape[1]
        settings[name] = {
            "columns": [at, at + width], "labels": list(head.classes), "temperature": 1.0,
        }  # fmt: skip
        at += width
    return settings


def with_settings(arrays: Mapping[str, np.ndarray], settings: dict) -> dict[str, np.ndarray]:
    """The arrays with the settings as bytes of JSON."""
    text = json.dumps(settings, sort_keys=True, ensure_ascii=False)
    return {**arrays, "settings": np.frombuffer(text.encode("utf-8"), dtype=np.uint8)}

"""The second stage folded into the first one's table, so that reading costs no second pass.

The table gets a few columns more, through which all weights on n-grams go; weights on raw scores
are mixed into the small matrix behind it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from sentiment.engine.model import Model

from .lessons import outputs
from .linear import ENERGY
from .pack import FINE, levels, with_settings
from .stage_two import Desk, Learner, Parts

RANK = 84  # columns added to the table
COUNTS = {"gold": 1, "older": 1, "copy": 0, "written": 2, "own": 2}
CARE = {"category": 12.0, "demands": 2.0, "emotion": 2.0, "flags": 1.5}  # others count as 0.6


def folded(
    learner: Learner, parts: Mapping[str, Parts]
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Arrays and settings of a model with the second stage inside."""
    desk, names, model = learner.desk, outputs(), learner.desk.model
    grams, together = _told(learner, parts)
    into, out = narrowed(together, grams, RANK, *_weighing())
    lost = _mean(grams) @ together - (_mean(grams) @ into) @ out
    table, step = levels(into * desk.space.rarity[:, None])
    bias = model.arrays["bias"].astype(np.float64)
    old = model.arrays["spread"] * (model.arrays["scale"] / np.sqrt(ENERGY))
    mixed = np.hstack([parts[name].scores for name in names])
    left = np.hstack([old, old @ mixed])
    right = np.hstack([np.zeros((RANK, len(bias))), out * step[:, None]])
    whole = np.vstack([left, right])
    fine = np.maximum(np.abs(whole).max(axis=0), 1e-12) / FINE
    added = np.concatenate([parts[name].bias for name in names]) + bias @ mixed + lost
    arrays = {
        **model.arrays,
        "table": np.hstack([model.arrays["table"], table]),
        "spread": np.rint(whole / fine).astype(np.int32),
        "scale": (fine * np.sqrt(ENERGY)).astype(np.float32),
        "bias": np.concatenate([bias, added]).astype(np.float32),
        "own": np.hstack([parts[name].own for name in names]).astype(np.float32),
        "first_spread": model.arrays["spread"],  # so that the second stage can be learnt anew
        "first_scale": model.arrays["scale"],
        "first_bias": model.arrays["bias"],
    }
    return arrays, _settings(desk, names)


def narrowed(
    weights: np.ndarray, rows: csr_matrix, rank: int, sizes: Sequence[int], care: Sequence[float]
) -> tuple[np.ndarray, np.ndarray]:
    """Weights as a product of a narrow and a wide matrix that keeps the scores of rows best.

    Within a head outputs with small scores count for more than their size, the root of it.
    Args: weights (slots, outputs); rows (texts, slots); sizes, how many outputs each head has;
    care, what the loss of each head counts.
    Returns: (slots, rank) and (rank, outputs).
    """
    main, scale = _axes(rows @ weights, rank, sizes, care)
    return (weights / scale) @ main, main.T * scale


def _axes(
    scores: np.ndarray, rank: int, sizes: Sequence[int], care: Sequence[float]
) -> tuple[np.ndarray, np.ndarray]:
    """The directions in which scaled scores differ most, (outputs, rank), and the scales."""
    size = np.maximum(scores.std(axis=0), 1e-6)
    starts = np.cumsum([0, *sizes[:-1]])
    heads = np.add.reduceat(size, starts) / np.asarray(care)
    scale = np.sqrt(size * np.repeat(heads, sizes))
    scaled = (scores - scores.mean(axis=0)) / scale
    _, axes = np.linalg.eigh(scaled.T @ scaled)
    return axes[:, ::-1][:, :rank], scale


def after_narrowing(
    learner: Learner,
    parts: Mapping[str, Parts],
    scores: Mapping[str, np.ndarray],
    on_grams: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """Scores of other fits as they would be after the same narrowing, by head.

    Args: parts, the fits that are shipped; scores, of the other ones; on_grams, the part of these
    that hangs on n-grams. A temperature changes nothing here: scales are a head's own.
    """
    names = outputs()
    grams, together = _told(learner, parts)
    main, scale = _axes(grams @ together, RANK, *_weighing())
    told = np.hstack([on_grams[name] for name in names])
    centred = told - told.mean(axis=0)
    lost = (centred / scale) @ main @ (main.T * scale) - centred
    ends = np.cumsum([len(codes) for codes in names.values()])
    pieces = np.split(lost, ends[:-1], axis=1)
    return {name: scores[name] + piece for name, piece in zip(names, pieces, strict=True)}


def _told(learner: Learner, parts: Mapping[str, Parts]) -> tuple[csr_matrix, np.ndarray]:
    """The texts whose scores are to be kept, and all weights on n-grams side by side."""
    together = np.hstack([parts[name].grams for name in outputs()])
    return learner.rows.grams[_judges(learner)], together


def _weighing() -> tuple[list[int], list[float]]:
    """How many outputs each head has, and what its loss counts."""
    names = outputs()
    return [len(told) for told in names.values()], [CARE.get(name, 0.6) for name in names]


def _judges(learner: Learner) -> np.ndarray:
    """The texts whose scores are to be kept: the real ones, and our own, rare matters, twice."""
    return np.array(
        [at for at, one in enumerate(learner.lessons) for _ in range(COUNTS[one.source])]
    )


def _mean(rows: csr_matrix) -> np.ndarray:
    return np.asarray(rows.mean(axis=0)).ravel()


def _settings(desk: Desk, names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    first = desk.model.settings["heads"]
    heads, second, own = dict(first), {}, 0
    at = max(head["columns"][1] for head in first.values())
    for name, labels in names.items():
        size = len(labels)
        heads[name] = {"columns": [at, at + size], "labels": list(labels), "temperature": 1.0}
        second[name] = [own, own + size]
        at, own = at + size, own + size
    return {
        "heads": heads, "first_heads": first, "second": second,
        "inputs": desk.known,
    }  # fmt: skip


def first_stage(model: Model) -> Model:
    """The first stage alone, of a model that may hold a second one."""
    arrays = model.arrays
    if "first_spread" not in arrays:
        return model
    rank = len(arrays["first_spread"])
    plain = {name: arrays[name] for name in ("kept", "energy", "moves")}
    plain |= {name: arrays[f"first_{name}"] for name in ("spread", "scale", "bias")}
    settings = {
        "bits": model.bits, "orders": model.orders, "heads": model.settings["first_heads"],
    }  # fmt: skip
    return Model(with_settings(plain | {"table": arrays["table"][:, :rank]}, settings), "first")

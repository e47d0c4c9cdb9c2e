"""Many heads through few columns: the table every text is summed over is kept narrow.

All heads together have some 130 outputs. Each needs its own texts to be told apart and nothing
else, so far fewer columns do: the product of a wide and a narrow matrix that comes nearest to
the scores, each head judged on its own texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from .linear import Head

ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Scores of a head are rows @ table @ spread[head] + bias[head]."""

    table: np.ndarray  # (slots, rank)
    spread: dict[str, np.ndarray]  # by head (rank, outputs)
    bias: dict[str, np.ndarray]


def squeeze(
    heads: Mapping[str, Head], own: Mapping[str, csr_matrix], care: Mapping[str, float], rank: int
) -> Squeezed:
    """Find the narrow table.

    Args: own, feature rows of each head's own kind of text; care, how much a head's loss counts.
    """
    full = np.hstack([_plain(name, head.weights) for name, head in heads.items()])
    at = _places(heads)
    grams = {name: _gram(rows @ full) for name, rows in own.items()}
    into, out = _solve(grams, at, care, rank, full.shape[1])
    table = full @ into
    spread = {name: out[:, place] for name, place in at.items()}
    bias = {}
    for name, head in heads.items():
        centre = np.asarray(own[name].mean(axis=0)).ravel()
        lost = centre @ full[:, at[name]] - (centre @ table) @ spread[name]
        bias[name] = _plain(name, head.bias[None, :])[0] + lost
    return Squeezed(table, spread, bias)


def _plain(name: str, weights: np.ndarray) -> np.ndarray:
    """A head's softmax sees differences only, so the mean of its outputs is nothing to keep."""
    return weights if name == "moves" else weights - weights.mean(axis=1, keepdims=True)


def _places(heads: Mapping[str, Head]) -> dict[str, slice]:
    ends = np.cumsum([head.weights.shape[1] for head in heads.values()]).tolist()
    return {
        name: slice(end - head.weights.shape[1], end)
        for (name, head), end in zip(heads.items(), ends, strict=True)
    }


def _gram(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.mean(axis=0)
    return scores.T @ scores / len(scores)


def _solve(
    grams: Mapping[str, np.ndarray], at: Mapping[str, slice], care: Mapping[str, float],
    rank: int, width: int,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Both factors by quasi-Newton steps from the main axes of all scores."""
    worth = {
        name: care.get(name, 1.0) / max(float(np.trace(grams[name][place, place])), 1e-9)
        for name, place in at.items()
    }
    scale = np.concatenate([
        np.full(place.stop - place.start, np.sqrt(worth[name])) for name, place in at.items()
    ])  # fmt: skip
    joint = sum(grams.values()) * np.outer(scale, scale)
    _, axes = np.linalg.eigh(joint)
    axes = axes[:, ::-1][:, :rank]
    start = np.concatenate([(axes * scale[:, None]).ravel(), (axes.T / scale).ravel()])

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        into = values[: width * rank].reshape(width, rank)
        out = values[width * rank :].reshape(rank, width)
        total, slope_in, slope_out = 0.0, np.zeros_like(into), np.zeros_like(out)
        for name, place in at.items():
            gap = -into @ out[:, place]
            gap[place] += np.eye(place.stop - place.start)
            pulled = worth[name] * (grams[name] @ gap)
            total += float((gap * pulled).sum())
            slope_in -= 2 * pulled @ out[:, place].T
            slope_out[:, place] -= 2 * into.T @ pulled
        return total, np.concatenate([slope_in.ravel(), slope_out.ravel()])

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return _turned(
        best[: width * rank].reshape(width, rank), best[width * rank :].reshape(rank, width),
        reduce(np.add, grams.values()),
    )  # fmt: skip


def _turned(into: np.ndarray, out: np.ndarray, joint: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Columns of equal spread that do not depend on each other: whole numbers lose least so."""
    values, axes = np.linalg.eigh(into.T @ joint @ into)
    turn = axes / np.sqrt(np.maximum(values, 1e-12 * values.max()))
    return into @ turn, np.linalg.solve(turn, out)

"""Learn demands and flags from what people corrected, code by code.

Codes are told from levels on, and what nobody disputed is the machine's own answer. So each code is
moved against its level, only when enough people disputed it, and held where nobody did.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize

from sentiment.domain.corrections import THREAT
from sentiment.engine.cues import cue_lists
from sentiment.engine.judge import FLAGS
from sentiment.engine.layer import inputs, type_of_outputs
from sentiment.engine.model import Model, sigmoid
from sentiment.engine.reading import Reading

from .rows import Row

FEWEST_OF_CODE = 8  # disputes about one code from which it is learnt
SHARP = 4.0  # how sure the machine is taken to be of what nobody disputed
LEAST = 0.01  # a probability nothing is told below, where words alone would do
STRENGTH = 0.25  # of the pull towards no change, on the sharpened scale


def codes_of(head: str) -> tuple[str, ...]:
    """The codes in the order of the outputs, as the engine names them."""
    return tuple(cue_lists("demands")) if head == "demands" else FLAGS


def learnt_marks(
    head: str,
    model: Model,
    outputs: type_of_outputs,
    readings: Sequence[Reading],
    rows: Sequence[Row],
) -> dict[str, np.ndarray]:
    """Bias and weights of one head over its outputs; codes with few disputes keep none, and a head
    without any other has none at all.

    Args: outputs and readings, what the model says of the rows' texts. A code that only words tell
    has no level to be moved against and is not learnt.
    """
    codes = codes_of(head)
    truth = _marks(codes, [row.truth.get(head, "").split(",") for row in rows])
    said = _marks(codes, [list(getattr(reading, head)) for reading in readings])
    disputed = (truth != said) & np.array([[head in row.disputed] for row in rows])
    alone, backed = (
        _levels(model.settings[f"{head}_{name}"], codes) for name in ("from", "backed")
    )
    moved = (disputed.sum(axis=0) >= FEWEST_OF_CODE) & np.isfinite(alone)
    if not moved.any():
        return {}
    levels = np.where(disputed & ~truth, np.minimum(alone, backed), alone)  # struck out: whole
    scores = SHARP * (outputs[head] - np.where(np.isfinite(levels), levels, 0.0))
    heard = disputed | ((scores > 0) == said)  # what words told or kept back says nothing here
    given = inputs(outputs, head)
    bias, weights = np.zeros(len(codes)), np.zeros((given.shape[1], len(codes)))
    for at in moved.nonzero()[0]:
        use = heard[:, at]
        bias[at], weights[:, at] = _fit(scores[use, at], given[use], truth[use, at])
    return {f"{head}.bias": bias / SHARP, f"{head}.weights": weights / SHARP}


def _marks(codes: Sequence[str], told: Sequence[Sequence[str]]) -> np.ndarray:
    short = [code.removesuffix(THREAT) for code in codes]
    named = [{code.removesuffix(THREAT) for code in one} for one in told]
    return np.array([[code in one for code in short] for one in named])


def _levels(told_from: Mapping[str, float], codes: Sequence[str]) -> np.ndarray:
    """The score from which each code is told; infinite where it never is."""
    p = np.maximum([told_from.get(code, 1.0) for code in codes], LEAST)
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)


def _fit(scores: np.ndarray, given: np.ndarray, truth: np.ndarray) -> tuple[float, np.ndarray]:
    """A yes or no that starts at the machine's own scores."""
    rows = np.hstack([np.ones((len(given), 1)), given])

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        told = scores + rows @ values
        missed = (np.logaddexp(0, told) - truth * told).sum() + STRENGTH * (values @ values)
        return float(missed), rows.T @ (sigmoid(told) - truth) + 2 * STRENGTH * values

    solved = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return float(solved.x[0]), solved.x[1:]

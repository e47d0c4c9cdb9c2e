"""Learn from what people corrected: a small layer over the second stage, from a few hundred rows.

For each head a bias per output and a residual on the outputs of all heads are fitted by penalised
likelihood that pulls towards no change at all. Rows that nobody disputed stand beside the disputed
ones, so that the layer does not learn to contradict the machine everywhere.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize

from sentiment.domain.corrections import FEWEST, SEVERAL
from sentiment.engine.cues import category_codes
from sentiment.engine.engine import Engine
from sentiment.engine.layer import Layer, inputs, type_of_outputs
from sentiment.engine.lexicon import Lexicon
from sentiment.engine.model import Model, softmax
from sentiment.engine.reading import EMOTIONS, KINDS, POLARITIES, Reading

from .disputes import learnt_marks
from .rows import Row

STRENGTHS = (1.0, 4.0, 16.0, 64.0)  # of the pull towards no change; chosen on folds
FOLDS = 4
type_of_fit = Callable[[np.ndarray, np.ndarray, np.ndarray, float], tuple[np.ndarray, np.ndarray]]
LABELS = {"polarity": POLARITIES, "emotion": EMOTIONS, "kind": KINDS}


class TooFewError(ValueError):
    """There is no field with enough corrections to learn from; the counts by field."""

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__(f"fewer than {FEWEST} corrections of every field: {counts}")
        self.counts = counts


class Listener:
    """Stands where a layer stands and only listens."""

    def __init__(self) -> None:
        self.heard: list[type_of_outputs] = []

    def over(self, outputs: type_of_outputs) -> type_of_outputs:
        self.heard.append(outputs)
        return outputs


def outputs_of(
    model: Model, lexicon: Lexicon, texts: Sequence[str]
) -> tuple[type_of_outputs, list[Reading]]:
    """What the second stage says of these texts before anything learnt here, by head; readings."""
    listener = Listener()
    listening = model.with_layer(listener, "listening")  # type: ignore[arg-type]
    readings = Engine(lexicon, listening).read(texts)
    names = listener.heard[0] if listener.heard else {}
    return {name: np.vstack([each[name] for each in listener.heard]) for name in names}, readings


def learn(model: Model, lexicon: Lexicon, rows: Sequence[Row]) -> Layer:
    """Fit a layer over `model` on the rows that are not held back.

    Raises TooFewError when no field has enough corrections.
    """
    rows = [row for row in rows if not row.held_back]
    counts = disputed_by_field(rows)
    outputs, readings = outputs_of(model, lexicon, [row.text for row in rows])
    arrays: dict[str, np.ndarray] = {}
    for head in outputs:
        if counts.get(head, 0) >= FEWEST and head in SEVERAL:
            arrays |= learnt_marks(head, model, outputs, readings, rows)
        elif counts.get(head, 0) >= FEWEST:
            arrays |= _learnt(head, outputs, rows)
    if not arrays:
        raise TooFewError(counts)
    return Layer(arrays)


def disputed_by_field(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows contradict the machine, by field."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.disputed:
            counts[name] = counts.get(name, 0) + 1
    return counts


def labels_of(head: str) -> tuple[str, ...]:
    """The codes of a head in the order of its outputs."""
    return LABELS.get(head) or tuple(category_codes())


def _learnt(head: str, outputs: type_of_outputs, rows: Sequence[Row]) -> dict[str, np.ndarray]:
    known = [i for i, row in enumerate(rows) if _usable(head, row)]
    told = inputs(outputs, head)[known]
    scores = outputs[head][known]
    fit: type_of_fit = _ridge if head == "intensity" else _softmax_residual
    truth = np.array([_target(head, rows[i].truth[head]) for i in known])
    strength = min(STRENGTHS, key=lambda each: _loss_on_folds(fit, scores, told, truth, each))
    bias, weights = fit(scores, told, truth, strength)
    return {f"{head}.bias": bias, f"{head}.weights": weights}


def _target(head: str, value: str) -> float:
    """The intensity as 0-1, a code as its place."""
    return (float(value) - 1) / 4 if head == "intensity" else labels_of(head).index(value)


def _usable(head: str, row: Row) -> bool:
    value = row.truth.get(head)
    return bool(value) and (head == "intensity" or value in labels_of(head))


def _loss_on_folds(
    fit: type_of_fit, scores: np.ndarray, told: np.ndarray, truth: np.ndarray, strength: float
) -> float:
    """Mean loss on rows left out, over folds taken in turn."""
    losses = []
    for fold in range(FOLDS):
        out = np.arange(len(truth)) % FOLDS == fold
        if out.all() or not out.any():
            continue
        bias, weights = fit(scores[~out], told[~out], truth[~out], strength)
        losses.append(_loss(scores[out] + bias + told[out] @ weights, truth[out]))
    return float(np.mean(losses)) if losses else strength


def _loss(moved: np.ndarray, truth: np.ndarray) -> float:
    if moved.shape[1] == 1:
        return float(((moved[:, 0] - truth) ** 2).mean())
    p = softmax(moved)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(p, 1e-12)).mean())


def _ridge(
    scores: np.ndarray, told: np.ndarray, truth: np.ndarray, strength: float
) -> tuple[np.ndarray, np.ndarray]:
    """What is missing to the truth, as a linear function with a pull to none."""
    miss = truth - scores[:, 0]
    rows = np.hstack([np.ones((len(told), 1)), told])
    pull = strength * np.eye(rows.shape[1])
    solved = np.linalg.solve(rows.T @ rows + pull, rows.T @ miss)
    return solved[:1], solved[1:, None]


def _softmax_residual(
    scores: np.ndarray, told: np.ndarray, truth: np.ndarray, strength: float
) -> tuple[np.ndarray, np.ndarray]:
    """Multinomial regression that starts at the machine's own scores."""
    rows = np.hstack([np.ones((len(told), 1)), told])
    shape = (rows.shape[1], scores.shape[1])
    picked = np.arange(len(truth))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        values = flat.reshape(shape)
        p = softmax(scores + rows @ values)
        miss = p.copy()
        miss[picked, truth] -= 1
        least = np.maximum(p[picked, truth], 1e-12)
        value = -np.log(least).sum() + strength * (values**2).sum()
        return float(value), (rows.T @ miss + 2 * strength * values).ravel()

    start = np.zeros(shape).ravel()
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100})
    values = solved.x.reshape(shape)
    return values[0], values[1:]

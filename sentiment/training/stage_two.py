"""The second stage: what the product shows, learnt from labelled complaints.

Every output is a linear function of n-grams (by topics of many unlabelled texts and by the raw
heads) and of what word lists found. The part that hangs on n-grams is folded into the table of the
first stage as a few more columns, so reading costs one more small product and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sentiment.engine.batch import fold_batch
from sentiment.engine.features import Inputs, kinds
from sentiment.engine.model import Model
from sentiment.engine.observer import Observer
from sentiment.engine.sums import MOST

from .lessons import Lesson, outputs
from .linear import ENERGY, SEED, Space
from .pack import FINE, OUTLIER, with_settings
from .penalised import Linear, fit_classes, fit_marks, fit_number
from .topics import narrowed, topics

RANK = 24  # columns added to the table
FOLDS, PIECE = 5, 1000  # of a cross-check; texts looked at together
TOPIC_SCALE, HEAD_SCALE, FLAG_SCALE = 6.0, 0.6, 3.0
STRENGTH = {"kind": 3.0, "category": 6.0, "emotion": 3.0, "motive": 3.0, "cause": 3.0,
            "tone": 6.0, "demands": 4.0, "flags": 5.0, "intensity": 30.0}  # fmt: skip
ONE_OF = ("kind", "category", "emotion", "motive", "cause", "tone")  # shares that add up to one
GIVEN_MODEL, GIVEN_CUES = 1.07, 5.0  # of the category: weak head, and loudness as features hold it
GIVEN_POLARITY = 0.4  # of the raw polarity while the tone is learnt: it knows these very rows …
POLARITY_SHARE, TONE_SHARE = 0.7, 0.5  # … and what both count when texts are read


@dataclass(frozen=True)
class Desk:
    """Everything the second stage needs to turn texts into rows."""

    model: Model
    observer: Observer
    space: Space
    axes: np.ndarray  # (slots, topics)
    inputs: Inputs
    known: list[str]
    heads: dict[str, slice]  # raw heads whose scores are inputs

    @classmethod
    def of(cls, model: Model, observer: Observer, pool: Sequence[str]) -> "Desk":
        """Find topics in a pool of unlabelled texts."""
        space = space_of(model)
        names = outputs()
        heads = {
            name: place for name, place in model.columns.items()
            if name not in ("moves", "polarity3") and (name not in names or name == "category")
        }  # fmt: skip
        known = kinds(observer.scanner.roles)
        inputs = Inputs(known, observer.scanner.roles)
        return cls(model, observer, space, topics(space.rows(pool)), inputs, known, heads)

    def rows(self, texts: Sequence[str]) -> "Rows":
        """Topics, raw scores and finds of texts."""
        parts = [self._piece(texts[start : start + PIECE]) for start in range(0, len(texts), PIECE)]
        return Rows(*(np.vstack(each) for each in zip(*parts, strict=True)))

    def _piece(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        _, seen = self.observer.observe(texts)
        batch = fold_batch(list(texts))
        return (
            self.space.rows(texts) @ self.axes,
            self.model.linear(batch),
            self.inputs.rows(seen),
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Topics, raw scores of all heads, and finds: one row per text each."""

    topics: np.ndarray
    scores: np.ndarray
    own: np.ndarray


def space_of(model: Model) -> Space:
    """The feature space that a packed model was made in."""
    known = np.unpackbits(model.arrays["kept"])[: 2**model.bits].astype(bool)
    return Space(model.bits, np.flatnonzero(known), model.arrays["energy"], model.orders)


@dataclass(frozen=True)
class Frame:
    """How rows become the inputs of a fit: one linear map, so that a fit can be taken apart."""

    heads: Mapping[str, slice]
    centre: np.ndarray  # of the raw scores
    lift: np.ndarray  # (raw scores, inputs): means of a head taken off, spread made one
    own_scale: np.ndarray

    @classmethod
    def of(cls, desk: Desk, rows: Rows) -> "Frame":
        """Scales from the rows that are learnt from."""
        width = rows.scores.shape[1]
        lift = np.zeros((width, sum(p.stop - p.start for p in desk.heads.values())))
        at = 0
        for place in desk.heads.values():
            size = place.stop - place.start
            off = np.eye(size) - 1 / size
            spread = (rows.scores[:, place] @ off).std()
            lift[place, at : at + size] = off * HEAD_SCALE / max(spread, 1e-6)
            at += size
        scale = np.ones(rows.own.shape[1])
        flags = [at for at, kind in enumerate(desk.known) if kind.startswith("flag/")]
        scale[rows.own.shape[1] - len(desk.known) + np.array(flags)] = FLAG_SCALE
        return cls(desk.heads, rows.scores.mean(axis=0), lift, scale)

    def inputs(self, rows: Rows) -> np.ndarray:
        """Inputs of a fit."""
        heads = (rows.scores - self.centre) @ self.lift
        return np.hstack([TOPIC_SCALE * rows.topics, heads, rows.own * self.own_scale])


@dataclass(frozen=True, slots=True)
class Parts:
    """A fit taken apart: on topics, on raw scores, on finds, and what is always added."""

    topics: np.ndarray
    scores: np.ndarray
    own: np.ndarray
    bias: np.ndarray

    def told(self, rows: Rows) -> np.ndarray:
        """Scores of rows."""
        return (
            rows.topics @ self.topics + rows.scores @ self.scores + rows.own @ self.own + self.bias
        )


def _apart(frame: Frame, fitted: Linear, topic_count: int) -> Parts:
    heads = topic_count + frame.lift.shape[1]
    on_scores = frame.lift @ fitted.weights[topic_count:heads]
    return Parts(
        TOPIC_SCALE * fitted.weights[:topic_count],
        on_scores,
        fitted.weights[heads:] * frame.own_scale[:, None],
        fitted.bias - frame.centre @ on_scores,
    )


class Learner:
    """Fits every head on some lessons."""

    def __init__(self, desk: Desk, lessons: Sequence[Lesson]):
        self.desk, self.lessons = desk, lessons
        self.rows = desk.rows([lesson.text for lesson in lessons])
        self.frame = Frame.of(desk, self.rows)
        self.inputs = self.frame.inputs(self.rows)
        self.given = self._given(self.rows)
        self.heats: dict[str, float] = {}

    def _given(self, rows: Rows) -> dict[str, np.ndarray]:
        """Scores that are not learnt: polarity of the raw head, categories of the weak one."""
        at = self.desk.model.columns
        names = len(outputs()["category"])
        return {
            "tone": GIVEN_POLARITY * rows.scores[:, at["polarity3"]],
            "category": GIVEN_MODEL * rows.scores[:, at["category"]]
            + GIVEN_CUES * rows.own[:, :names],
        }

    def fit(self, head: str, chosen: np.ndarray) -> Parts:
        """Fit one head on those of the chosen lessons that tell of it."""
        told = np.array([at for at in chosen if head in self.lessons[at].targets])
        values, weights = (
            np.stack([self.lessons[at].targets[head][part] for at in told]) for part in (0, 1)
        )
        rows, strength = self.inputs[told], STRENGTH[head]
        if head in ONE_OF:
            given = self.given[head][told] if head in self.given else None
            fitted = fit_classes(rows, values, weights[:, 0], strength, given)
        elif head == "intensity":
            fitted = fit_number(rows, values[:, 0], weights[:, 0], strength)
        else:
            fitted = fit_marks(rows, values, weights, strength)
        return _apart(self.frame, fitted, self.rows.topics.shape[1])

    def cool(self, head: str, heat: float) -> None:
        """Note the temperature by which what is given is to be divided too."""
        self.heats[head] = heat

    def folds(self, head: str) -> tuple[np.ndarray, np.ndarray]:
        """Scores of the gold lessons by fits that have not seen them, and their places."""
        gold = np.array([at for at, lesson in enumerate(self.lessons) if lesson.gold])
        fold = np.random.default_rng(SEED).permutation(len(gold)) % FOLDS
        rest = np.array([at for at, lesson in enumerate(self.lessons) if not lesson.gold])
        out = np.zeros((len(gold), len(outputs()[head])))
        for number in range(FOLDS):
            test = gold[fold == number]
            parts = self.fit(head, np.concatenate([gold[fold != number], rest]))
            out[fold == number] = self.told(head, parts, test)
        return out, gold

    def told(self, head: str, parts: Parts, chosen: np.ndarray) -> np.ndarray:
        """Scores of some lessons, what is given included."""
        rows = Rows(self.rows.topics[chosen], self.rows.scores[chosen], self.rows.own[chosen])
        return parts.told(rows) + (self.given[head][chosen] if head in self.given else 0.0)


def _with_given(parts: Mapping[str, Parts], learner: "Learner") -> dict[str, Parts]:
    """The given part of the categories folded in; that of the polarity stays apart."""
    part, at = parts["category"], learner.desk.model.columns["category"]
    heat = learner.heats["category"]
    scores, own = part.scores.copy(), part.own.copy()
    width = scores.shape[1]
    scores[at] += GIVEN_MODEL / heat * np.eye(width)
    own[:width] += GIVEN_CUES / heat * np.eye(width)
    return {**parts, "category": Parts(part.topics, scores, own, part.bias)}


def cooled(part: Parts, heat: float) -> Parts:
    """Scores divided by a temperature."""
    return Parts(part.topics / heat, part.scores / heat, part.own / heat, part.bias / heat)


def folded(
    desk: Desk, learner: Learner, parts: Mapping[str, Parts]
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Arrays and settings of a model with the second stage inside.

    The table gets RANK columns for the topics; raw scores are mixed in the small matrix.
    """
    names, model, rows = outputs(), desk.model, learner.rows
    parts = _with_given(parts, learner)
    together = np.hstack([parts[name].topics for name in names])
    spread = np.cov(rows.topics.T)
    into, out = narrowed(together, spread, RANK)
    lost = rows.topics.mean(axis=0) @ (together - into @ out)
    weights = (desk.axes @ into) * desk.space.rarity[:, None]
    step = np.maximum(np.percentile(np.abs(weights), OUTLIER, axis=0), 1e-9) / MOST
    table = np.clip(np.rint(weights / step), -MOST, MOST).astype(np.int8)
    old = model.arrays["spread"] * (model.arrays["scale"] / np.sqrt(ENERGY))
    mixed = np.hstack([parts[name].scores for name in names])
    kept = _kept(desk)
    left = np.hstack([old[:, kept], old @ mixed])
    right = np.hstack([np.zeros((RANK, len(kept))), out * step[:, None]])
    whole = np.vstack([left, right])
    fine = np.maximum(np.abs(whole).max(axis=0), 1e-12) / FINE
    bias = model.arrays["bias"].astype(np.float64)
    added = np.concatenate([parts[name].bias for name in names]) + bias @ mixed + lost
    arrays = {
        **model.arrays,
        "table": np.hstack([model.arrays["table"], table]),
        "spread": np.rint(whole / fine).astype(np.int32),
        "scale": (fine * np.sqrt(ENERGY)).astype(np.float32),
        "bias": np.concatenate([bias[kept], added]).astype(np.float32),
        "own": np.hstack([parts[name].own for name in names]).astype(np.float32),
        "first_spread": model.arrays["spread"],  # so that the second stage can be learnt anew
        "first_scale": model.arrays["scale"],
        "first_bias": model.arrays["bias"],
    }
    return arrays, _settings(desk, names)


def _kept(desk: Desk) -> np.ndarray:
    """Outputs of the first stage that stay: all but the weak heads, which live on in the second."""
    places = [p for name, p in desk.model.columns.items() if name not in ("mood", "category")]
    return np.concatenate([np.arange(place.start, place.stop) for place in places])


def _settings(desk: Desk, names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    heads, second, at, own = {}, {}, 0, 0
    for name, head in desk.model.settings["heads"].items():
        if name not in ("mood", "category"):
            size = head["columns"][1] - head["columns"][0]
            heads[name] = {**head, "columns": [at, at + size]}
            at += size
    for name, labels in names.items():
        size = len(labels)
        heads[name] = {"columns": [at, at + size], "labels": list(labels), "temperature": 1.0}
        second[name] = [own, own + size]
        at, own = at + size, own + size
    return {
        "heads": heads, "first_heads": desk.model.settings["heads"], "second": second,
        "inputs": desk.known, "polarity_share": POLARITY_SHARE,
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

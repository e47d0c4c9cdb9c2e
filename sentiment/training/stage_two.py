"""The second stage: what the product shows, learnt from labelled complaints.

Every output is a linear function of n-grams, of what the raw heads say, and of what word lists
found: all weights are fitted together (docs/decisions/0016).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import connected_components
from sklearn.preprocessing import normalize

from sentiment.engine.batch import fold_batch
from sentiment.engine.features import Inputs, kinds
from sentiment.engine.model import Model
from sentiment.engine.observer import Observer

from .corpora import normal
from .lessons import Lesson, outputs
from .linear import SEED, Space
from .penalised import Linear, Told, fit_classes, fit_marks, fit_number

FOLDS, PIECE = 3, 1000  # of a cross-check; texts looked at together
ALIKE = 0.5  # cosine from which two texts are near doubles
HEAD_SCALE, FLAG_SCALE, CUE_SCALE = 0.6, 3.0, 3.0
GRAM_SCALE = {"kind": 8.0, "category": 15.0, "emotion": 6.0, "motive": 4.0, "cause": 6.0,
              "tone": 8.0, "demands": 8.0, "flags": 8.0, "intensity": 4.0}  # fmt: skip
STRENGTH = {"kind": 3.0, "category": 4.0, "emotion": 6.0, "motive": 3.0, "cause": 3.0,
            "tone": 6.0, "demands": 4.0, "flags": 5.0, "intensity": 30.0}  # fmt: skip
ONE_OF = ("kind", "category", "emotion", "motive", "cause", "tone")  # shares that add up to one
POLARITY_SHARE = 0.7  # of the raw polarity beside the tone


@dataclass(frozen=True)
class Desk:
    """Everything the second stage needs to turn texts into rows."""

    model: Model
    observer: Observer
    space: Space
    inputs: Inputs
    known: list[str]
    heads: dict[str, slice]  # raw heads whose scores are inputs

    @classmethod
    def of(cls, model: Model, observer: Observer) -> "Desk":
        """Over a packed first stage."""
        heads = {
            name: place for name, place in model.columns.items()
            if name not in ("moves", "polarity3")
        }  # fmt: skip
        known = kinds(observer.scanner.roles)
        inputs = Inputs(known, observer.scanner.roles)
        return cls(model, observer, space_of(model), inputs, known, heads)

    def rows(self, texts: Sequence[str]) -> "Rows":
        """N-grams, raw scores and finds of texts."""
        parts = [self._piece(texts[start : start + PIECE]) for start in range(0, len(texts), PIECE)]
        scores, polarity, own = (np.vstack(each) for each in zip(*parts, strict=True))
        return Rows(self.space.rows(texts), scores, polarity, own)

    def _piece(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        batch, (_, seen) = fold_batch(list(texts)), self.observer.observe(texts)
        polarity = self.model.score(batch)["polarity3"]
        return self.model.linear(batch), polarity, self.inputs.rows(seen)


@dataclass(frozen=True, slots=True)
class Rows:
    """N-grams, raw scores of all heads, the moved polarity, and finds: one row per text each."""

    grams: csr_matrix
    scores: np.ndarray
    polarity: np.ndarray
    own: np.ndarray

    def some(self, chosen: np.ndarray) -> "Rows":
        """Those of some texts."""
        return Rows(
            self.grams[chosen], self.scores[chosen], self.polarity[chosen], self.own[chosen]
        )


def space_of(model: Model) -> Space:
    """The feature space that a packed model was made in."""
    known = np.unpackbits(model.arrays["kept"])[: 2**model.bits].astype(bool)
    return Space(model.bits, np.flatnonzero(known), model.arrays["energy"], model.orders)


@dataclass(frozen=True)
class Frame:
    """How raw scores and finds become inputs: one linear map, so a fit can be taken apart."""

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
        return cls(rows.scores.mean(axis=0), lift, scale)

    def others(self, rows: Rows) -> np.ndarray:
        """Inputs of a fit beside the n-grams."""
        heads = (rows.scores - self.centre) @ self.lift
        return np.hstack([heads, rows.own * self.own_scale])


@dataclass(frozen=True, slots=True)
class Parts:
    """A fit taken apart: on n-grams, on raw scores, on finds, and what is always added."""

    grams: np.ndarray
    scores: np.ndarray
    own: np.ndarray
    bias: np.ndarray

    def told(self, rows: Rows) -> np.ndarray:
        """Scores of rows."""
        return rows.grams @ self.grams + rows.scores @ self.scores + rows.own @ self.own + self.bias

    def cooled(self, heat: float) -> "Parts":
        """Scores divided by a temperature."""
        return Parts(self.grams / heat, self.scores / heat, self.own / heat, self.bias / heat)


class Learner:
    """Fits every head on some lessons."""

    def __init__(self, desk: Desk, lessons: Sequence[Lesson]):
        self.desk, self.lessons = desk, lessons
        self.rows = desk.rows([lesson.text for lesson in lessons])
        self.frame = Frame.of(desk, self.rows)
        self._others = self.frame.others(self.rows).astype(np.float32)
        self._given: Mapping[str, np.ndarray] = {"tone": POLARITY_SHARE * self.rows.polarity}
        self._same = np.array([normal(lesson.text) for lesson in lessons])

    def fit(self, head: str, chosen: np.ndarray) -> Parts:
        """Fit one head on those of the chosen lessons that tell of it."""
        at = np.array([each for each in chosen if head in self.lessons[each].targets])
        values, weights = (
            np.stack([self.lessons[each].targets[head][part] for each in at]) for part in (0, 1)
        )
        told = Told(self.rows.grams[at] * GRAM_SCALE[head], self._others[at] * self._louder(head))
        strength = STRENGTH[head]
        if head in ONE_OF:
            given = self._given[head][at] if head in self._given else None
            fitted = fit_classes(told, values, weights[:, 0], strength, given)
        elif head == "intensity":
            fitted = fit_number(told, values, weights, strength)
        else:
            fitted = fit_marks(told, values, weights, strength)
        return self._apart(head, fitted)

    def _louder(self, head: str) -> np.ndarray:
        """How much more each input beside the n-grams may say: of the category its own cues."""
        louder = np.ones(self._others.shape[1], dtype=np.float32)
        if head == "category":
            heads = self.frame.lift.shape[1]
            louder[heads : heads + len(outputs()[head])] = CUE_SCALE
        return louder

    def _apart(self, head: str, fitted: Linear) -> Parts:
        heads = self.frame.lift.shape[1]
        on_others = fitted.on_others * self._louder(head)[:, None]
        on_scores = self.frame.lift @ on_others[:heads]
        return Parts(
            GRAM_SCALE[head] * fitted.on_grams,
            on_scores,
            on_others[heads:] * self.frame.own_scale[:, None],
            fitted.bias - self.frame.centre @ on_scores,
        )

    @cached_property
    def gold(self) -> np.ndarray:
        """The places of the gold lessons."""
        return np.array([at for at, lesson in enumerate(self.lessons) if lesson.gold])

    @cached_property
    def tested(self) -> np.ndarray:
        """The places of the lessons that folds test, the gold ones first."""
        own = [at for at, one in enumerate(self.lessons) if one.testable and not one.gold]
        return np.concatenate([self.gold, np.array(own, dtype=np.int64)])

    @cached_property
    def _fold(self) -> np.ndarray:
        """The fold each of them is tested in: near doubles in the same one."""
        rows = normalize(self.rows.grams[self.tested])
        starts = range(0, rows.shape[0], PIECE)
        alike = vstack([rows[start : start + PIECE] @ rows.T > ALIKE for start in starts])
        count, group = connected_components(alike, directed=False)
        return np.random.default_rng(SEED).permutation(count)[group] % FOLDS

    def truth(self, head: str, places: np.ndarray) -> np.ndarray:
        """What was told of some lessons, (texts, outputs)."""
        return np.stack([self.lessons[at].targets[head][0] for at in places])

    def folds(self, head: str) -> tuple[np.ndarray, np.ndarray]:
        """Scores of the tested lessons by fits that have not seen them, and the n-grams' part."""
        tested, fold = self.tested, self._fold
        rest = np.array([at for at, lesson in enumerate(self.lessons) if not lesson.testable])
        out = np.zeros((len(tested), len(outputs()[head])))
        on_grams = np.zeros_like(out)
        for number in range(FOLDS):
            test = tested[fold == number]
            seen = rest[~np.isin(self._same[rest], self._same[test])]  # no copy of what is tested
            parts = self.fit(head, np.concatenate([tested[fold != number], seen]))
            out[fold == number] = self._told(head, parts, test)
            on_grams[fold == number] = self.rows.grams[test] @ parts.grams
        return out, on_grams

    def _told(self, head: str, parts: Parts, chosen: np.ndarray) -> np.ndarray:
        """Scores of some lessons, what is given included."""
        given = self._given[head][chosen] if head in self._given else 0.0
        return parts.told(self.rows.some(chosen)) + given

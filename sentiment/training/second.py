"""Trains the second stage over a packed first stage, sets its thresholds and says how it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sentiment.engine.engine import Engine
from sentiment.engine.judge import rather_negative
from sentiment.engine.lexicon import Lexicon
from sentiment.engine.model import Model, softmax
from sentiment.engine.observer import Observer
from sentiment.engine.reading import POLARITIES

from .calibrate import calibration_error, crossed, curve, reliability, temperature
from .corpora import Corpora
from .folding import after_narrowing, first_stage, folded
from .labelled import Labelled
from .lessons import all_lessons, outputs
from .marks import FEWEST, TRUSTED, levels
from .pack import with_settings
from .stage_two import ONE_OF, POLARITY_SHARE, Desk, Learner, Parts
from .told import described

UNSURE = {"polarity": 0.45, "emotion": 0.34, "category": 0.3}
# On folds: what is shipped has learnt from more and is surer, and is to keep below 0.05 itself.
FALSE_ALARMS = 0.04
ON_FOLDS = {"tone": ("polarity", "ece_on_folds"), "category": ("category", "l2_ece_on_folds")}
BENT = ("category",)  # two matters may share a text: one temperature is not enough
BETA = {"demands": 1.0, "flags": 0.7}  # a flag told wrongly costs more than one missed
BY_WORDS: dict[str, Any] = {"demands_from": {}, "flags_from": {}, "negative_from": 0.5,
            "demands_backed": {}, "flags_backed": {}}  # fmt: skip
Say = Callable[[str], None]


@dataclass
class Second:
    """Arrays and settings of a model with the second stage, and its part of the card."""

    arrays: dict[str, np.ndarray]
    heads: dict[str, dict[str, Any]]


def train_second(model: Model, observer: Observer, corpora: Corpora, say: Say) -> Second:
    """Fit every head, cool it, fold all into the model's arrays, set levels on folds."""
    model, labelled = first_stage(model), Labelled.load(corpora)
    learner = Learner(Desk.of(model, observer), all_lessons(corpora, labelled))
    parts, unseen = _fitted(learner, say)
    real = {head: scores[: len(learner.gold)] for head, scores in unseen.items()}
    truth = {head: learner.truth(head, learner.gold).argmax(axis=1) for head in ONE_OF}
    heats = {head: temperature(real[head], truth[head]) for head in ONE_OF}
    parts = {head: part.cooled(heats.get(head, 1.0)) for head, part in parts.items()}
    arrays, settings = folded(learner, parts)
    settings = model.settings | settings | {
        "unsure": UNSURE, "polarity_share": POLARITY_SHARE / heats["tone"],
        "curves": {head: curve(softmax(real[head] / heats[head]), truth[head]) for head in BENT},
    }  # fmt: skip
    say("  levels")
    trial = Model(with_settings(arrays, settings | BY_WORDS), "trial")
    cool = {head: scores / heats.get(head, 1.0) for head, scores in unseen.items()}
    settings |= _levels(trial, learner, cool)
    arrays = with_settings(arrays, settings)
    say("  figures")
    heads = described(Model(arrays, "trial"), observer, corpora, labelled)
    for head in ONE_OF:
        table = reliability(crossed(real[head], truth[head], head in BENT), truth[head])
        shown, key = ON_FOLDS.get(head, (head, "ece_on_folds"))
        heads[shown]["figures"][key] = calibration_error(table)
    return Second(arrays, heads)


def _fitted(learner: Learner, say: Say) -> tuple[dict[str, Parts], dict[str, np.ndarray]]:
    """All fits, and scores of the tested lessons by others that have not seen them."""
    parts: dict[str, Parts] = {}
    scores: dict[str, np.ndarray] = {}
    on_grams: dict[str, np.ndarray] = {}
    for head in outputs():
        say(f"  {head}")
        scores[head], on_grams[head] = learner.folds(head)
        parts[head] = learner.fit(head, np.arange(len(learner.lessons)))
    return parts, after_narrowing(learner, parts, scores, on_grams)


def _levels(
    trial: Model, learner: Learner, unseen: Mapping[str, np.ndarray]
) -> dict[str, dict[str, float] | float]:
    """Set on texts that the fits had not seen, those of our own among them: public collections
    hold hardly a threat or a word of despair. Args: trial, a model that goes by words alone.
    """
    tested, gold = learner.tested, learner.gold
    readings = Engine(Lexicon.default(), trial).read([learner.lessons[at].text for at in tested])
    found: dict[str, dict[str, float] | float] = {}
    for head, beta in BETA.items():
        codes, truth = outputs()[head], learner.truth(head, tested)
        said = np.array([[code in getattr(one, head) for code in codes] for one in readings])
        real = truth[: len(gold)].sum(axis=0)
        rare = {code for code, rows in zip(codes, real, strict=True) if rows < FEWEST}
        believed = TRUSTED if head == "flags" else rare
        found[f"{head}_from"], found[f"{head}_backed"] = levels(
            codes, unseen[head], truth, said, beta, believed
        )
    found["negative_from"] = _negative_from(
        unseen["tone"][: len(gold)], learner.truth("tone", gold)
    )
    return found


def _negative_from(scores: np.ndarray, truth: np.ndarray) -> float:
    """The threshold that keeps false alarms on neutral complaints rare."""
    neutral = truth.argmax(axis=1) == POLARITIES.index("neutral")
    bar = np.quantile(rather_negative(softmax(scores))[neutral], 1 - FALSE_ALARMS)
    return round(float(bar) + 1e-4, 4)

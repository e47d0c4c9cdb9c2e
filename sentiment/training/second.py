"""Trains the second stage over a packed first stage, sets its thresholds and says how it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sentiment.engine.judge import rather_negative
from sentiment.engine.model import Model
from sentiment.engine.observer import Observer

from .calibrate import temperature
from .corpora import Corpora, normal
from .gold import gold
from .labelled import Labelled
from .labels import complaint_pool
from .lessons import all_lessons, outputs
from .marks import flag_levels, one_level
from .pack import with_settings
from .stage_two import ONE_OF, TONE_SHARE, Desk, Learner, Parts, cooled, first_stage, folded
from .told import described, verdicts

PRAISE, BANK, CAR = 1500, 2500, 3000  # texts of other kinds among the pool
UNSURE = {"polarity": 0.45, "emotion": 0.34, "category": 0.3}
FALSE_ALARMS = 0.05
FEWEST_DEMANDS = 12  # rows from which a demand is learnt; the others are told by words alone
BACKED_USUALLY = 0.5  # of the level of a flag that is enough where a rule fires
BACKED = {"REGULATORY_THREAT": 0.0, "REPEAT": 0.25}
Say = Callable[[str], None]


@dataclass
class Second:
    """Arrays and settings of a model with the second stage, and its part of the card."""

    arrays: dict[str, np.ndarray]
    heads: dict[str, dict[str, Any]]


def pool_of(corpora: Corpora, labelled: Labelled) -> list[str]:
    """Unlabelled texts of every kind, none of them a labelled one."""
    known = {normal(text) for text in labelled.texts + gold(corpora).texts}
    reviews = [
        [row["text"] for row in corpora.rows(name) if row["label"] == "1"]
        for name in ("hotel", "shopping_10")
    ]
    bank = [r["text"] for r in corpora.rows("bank_bdci2021") if r["label"] != "negative"]
    texts = complaint_pool(corpora) + reviews[0][:PRAISE] + bank[:BANK]
    texts += [text for text in reviews[1] if len(text) > 40][:PRAISE]
    texts += corpora.texts("car_bdci2018")[:CAR]
    return [text for text in texts if normal(text) not in known]


def train_second(model: Model, observer: Observer, corpora: Corpora, say: Say) -> Second:
    """Fit every head, cool it, set thresholds on folds, fold all into the model's arrays."""
    model, labelled = first_stage(model), Labelled.load(corpora)
    say("  topics of unlabelled texts")
    desk = Desk.of(model, observer, pool_of(corpora, labelled))
    learner = Learner(desk, all_lessons(corpora, labelled))
    parts: dict[str, Parts] = {}
    levels: dict[str, Any] = {"unsure": UNSURE}
    everything = np.arange(len(learner.lessons))
    for head in outputs():
        say(f"  {head}")
        scores, places = learner.folds(head)
        truth = np.stack([learner.lessons[at].targets[head][0] for at in places])
        fitted = learner.fit(head, everything)
        if head in ONE_OF and head != "tone":
            heat = temperature(scores, truth.argmax(axis=1))
            learner.cool(head, heat)
            fitted = cooled(fitted, heat)
        if head == "tone":
            fitted = cooled(fitted, 1 / TONE_SHARE)
        levels |= _levels(head, scores, truth)
        parts[head] = fitted
    arrays, settings = folded(desk, learner, parts)
    settings = model.settings | settings | levels | {"negative_from": 0.5}
    trial = Model(with_settings(arrays, settings), "trial")
    settings["negative_from"] = _negative_from(trial, observer, labelled.dev)
    arrays = with_settings(arrays, settings)
    say("  figures")
    return Second(arrays, described(Model(arrays, "trial"), observer, corpora, labelled))


def _levels(head: str, scores: np.ndarray, truth: np.ndarray) -> dict[str, Any]:
    if head == "demands":
        rare = (truth > 0).sum(axis=0) < FEWEST_DEMANDS
        codes = outputs()["demands"]
        by_rule = [code for code, few in zip(codes, rare, strict=True) if few]
        return {"demands_from": one_level(scores, truth), "demands_by_rule": by_rule}
    if head == "flags":
        levels = flag_levels(scores, truth)
        backed = {flag: BACKED.get(flag, BACKED_USUALLY) * level for flag, level in levels.items()}
        return {"flags_from": levels, "flags_backed": backed}
    return {}


def _negative_from(model: Model, observer: Observer, dev: Labelled) -> float:
    """The threshold that keeps false alarms on neutral complaints rare."""
    told = verdicts(model, observer, dev.texts)
    polarity = np.array([list(one.polarity_p.values()) for one in told])
    neutral = np.array([label.polarity == "neutral" for label in dev.labels])
    bar = np.quantile(rather_negative(polarity)[neutral], 1 - FALSE_ALARMS)
    return round(float(bar) + 1e-4, 4)

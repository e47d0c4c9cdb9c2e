"""Thresholds and second stage over the scores of the packed first stage."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sentiment.engine.batch import fold_batch
from sentiment.engine.features import second_stage
from sentiment.engine.judge import polarity_scores
from sentiment.engine.model import Model, softmax
from sentiment.engine.observer import Observer
from sentiment.engine.reading import EMOTIONS

from . import certainty, judge
from .certainty import Judged
from .corpora import Corpora
from .gold import Gold, gold, seeds
from .pack import with_settings
from .stage_two import (
    Rows,
    emotion_figures,
    emotion_folds,
    emotion_of,
    intensity_folds,
    intensity_of,
    temperature,
)

INTENSITY_STRENGTH = 60.0
SETTINGS = {
    "polarity_temperature": 1.0,
    "polarity_cues": [0.6, 0.2, 1.2, 1.0, 0.5],  # see Evidence.polarity_cues
    "emotion_temperature": 1.0,
    "negative_from": 0.5,
    "category_model": 0.85,
    "category_cues": 2.0,
    "category_temperature": 1.0,
}


@dataclass
class Second:
    """Arrays and settings of the second stage, and its figures."""

    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=lambda: dict(SETTINGS))
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)


def train_second(
    model: Model, observer: Observer, corpora: Corpora, enquiries: list[str], own: Judged
) -> Second:
    """Fit thresholds, emotion, intensity and the certainty of categories."""
    second, labelled = Second(), gold(corpora)
    _polarity(second, model, observer, labelled, enquiries)
    _feelings(second, _rows(model, observer, labelled))
    settings = model.settings | second.settings
    judged = Model(with_settings(model.arrays, settings), "trial")
    mapped = judge.hand_mapped(judged, observer, corpora)
    heat = certainty.temperature(second.settings, [*mapped.values(), own])
    second.settings["category_temperature"] = heat
    vague = [text for text, _ in seeds("vague_seeds")]
    batch, evidence = observer.observe(vague)
    unclear = Judged(evidence, model.score(batch).category, [[]] * len(vague))
    second.figures |= judge.category_figures(second.settings, mapped)
    second.figures |= certainty.figures(second.settings, list(mapped.values()), own, unclear)
    return second


def _moved(second: Second, model: Model, observer: Observer, texts: list[str]) -> np.ndarray:
    scores = model.score(fold_batch(texts)).polarity
    return polarity_scores(second.settings, observer.observe(texts)[1], scores)


def _polarity(
    second: Second, model: Model, observer: Observer, labelled: Gold, enquiries: list[str]
) -> None:
    scores = model.score(fold_batch(labelled.texts)).polarity
    heat = judge.polarity_heat(scores, labelled.polarities)
    second.settings["polarity_temperature"] = heat
    asked = _moved(second, model, observer, enquiries)
    second.settings["negative_from"] = judge.negative_from(asked)
    moved = _moved(second, model, observer, labelled.texts)
    told = judge.polarity_figures(moved, labelled.polarities, second.settings)
    second.figures["polarity/gold"] = told
    alarms = float((softmax(asked)[:, 0] >= second.settings["negative_from"]).mean())
    second.figures["polarity/government enquiries"] = {
        "texts": len(enquiries), "called_negative": round(alarms, 3),
    }  # fmt: skip


def _stage_rows(model: Model, observer: Observer, texts: list[str]) -> np.ndarray:
    batch, evidence = observer.observe(texts)
    return second_stage(evidence, model.score(batch))


def _rows(model: Model, observer: Observer, labelled: Gold) -> Rows:
    own, felt = seeds("mood_seeds"), seeds("intensity_seeds")
    return Rows(
        gold=_stage_rows(model, observer, labelled.texts),
        emotions=np.array(labelled.emotions),
        intensities=np.array(labelled.intensities),
        seeds=_stage_rows(model, observer, [text for text, _ in own]),
        seed_emotions=np.array([code for _, code in own]),
        felt=_stage_rows(model, observer, [text for text, _ in felt]),
        felt_intensities=np.array([float(value) for _, value in felt]),
    )


def _feelings(second: Second, rows: Rows) -> None:
    """Fit emotion and intensity on everything; figures come from folds."""
    folds = emotion_folds(rows)
    second.figures["emotion/gold folds"] = emotion_figures(rows, folds)
    truth = np.array([EMOTIONS.index(code) for code in rows.emotions])
    stacked = folds.reshape(-1, len(EMOTIONS))
    second.settings["emotion_temperature"] = temperature(stacked, np.tile(truth, len(folds)))
    told, own = intensity_folds(rows, INTENSITY_STRENGTH)
    second.figures["intensity/gold folds"] = judge.intensity_figures(rows.intensities, told)
    second.figures["intensity/own sentences, folds"] = judge.intensity_figures(
        rows.felt_intensities, own
    )
    everything = np.arange(len(rows.gold))
    emotion = emotion_of(rows, everything)
    intensity = intensity_of(rows, everything, INTENSITY_STRENGTH)
    second.arrays = {
        "emotion_weights": emotion.weights.astype(np.float32),
        "emotion_bias": emotion.bias.astype(np.float32),
        "intensity_weights": intensity.weights.astype(np.float32),
        "intensity_bias": intensity.bias.astype(np.float32),
    }

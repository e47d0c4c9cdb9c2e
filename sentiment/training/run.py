"""Trains everything and writes one artefact with its card."""

from pathlib import Path

import numpy as np

from sentiment.engine.artefact import DIRECTORY, save_arrays
from sentiment.engine.features import second_stage
from sentiment.engine.judge import polarity_scores
from sentiment.engine.lexicon import Lexicon
from sentiment.engine.model import Model, Scores, softmax
from sentiment.engine.observer import Observer
from sentiment.engine.reading import EMOTIONS

from . import card, certainty, judge
from .choice import Linear
from .corpora import Corpora
from .gold import Gold, gold, seeds
from .heads import Heads, Say, train_heads
from .pack import pack
from .stage_two import (
    Rows,
    emotion_figures,
    emotion_folds,
    emotion_of,
    intensity_folds,
    intensity_of,
    temperature,
)

BITS = 17
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


def _scores(heads: Heads, texts: list[str]) -> Scores:
    rows = heads.space.rows(texts)
    return Scores(**{name: head.scores(rows) for name, head in heads.fitted.items()})


def _moved(heads: Heads, observer: Observer, texts: list[str], settings: dict) -> np.ndarray:
    return polarity_scores(settings, observer.observe(texts)[1], _scores(heads, texts).polarity)


def _stage_rows(heads: Heads, observer: Observer, texts: list[str]) -> np.ndarray:
    return second_stage(observer.observe(texts)[1], _scores(heads, texts))


def _rows(heads: Heads, observer: Observer, labelled: Gold) -> Rows:
    own, felt = seeds("mood_seeds"), seeds("intensity_seeds")
    return Rows(
        gold=_stage_rows(heads, observer, labelled.texts),
        emotions=np.array(labelled.emotions),
        intensities=np.array(labelled.intensities),
        seeds=_stage_rows(heads, observer, [text for text, _ in own]),
        seed_emotions=np.array([code for _, code in own]),
        felt=_stage_rows(heads, observer, [text for text, _ in felt]),
        felt_intensities=np.array([float(value) for _, value in felt]),
    )


def _second(rows: Rows, heads: Heads, settings: dict) -> tuple[Linear, Linear]:
    """Fit emotion and intensity on everything; figures come from folds."""
    folds = emotion_folds(rows)
    heads.figures["emotion/gold folds"] = emotion_figures(rows, folds)
    truth = np.array([EMOTIONS.index(code) for code in rows.emotions])
    stacked = folds.reshape(-1, len(EMOTIONS))
    settings["emotion_temperature"] = temperature(stacked, np.tile(truth, len(folds)))
    told, own = intensity_folds(rows, INTENSITY_STRENGTH)
    heads.figures["intensity/gold folds"] = judge.intensity_figures(rows.intensities, told)
    heads.figures["intensity/own sentences, folds"] = judge.intensity_figures(
        rows.felt_intensities, own
    )
    everything = np.arange(len(rows.gold))
    emotion = emotion_of(rows, everything)
    return emotion, intensity_of(rows, everything, INTENSITY_STRENGTH)


def train(root: Path, out: Path = DIRECTORY, say: Say = print) -> dict:
    """Train on the collections under root and write artefact, card.json and CARD.md to out.

    Returns: the card.
    """
    corpora, observer = Corpora(root), Observer(Lexicon.default())
    heads = train_heads(corpora, observer, BITS, say)
    labelled = gold(corpora)
    settings = dict(SETTINGS)
    say("thresholds and second stage on the gold set")
    polarity = _scores(heads, labelled.texts).polarity
    settings["polarity_temperature"] = judge.polarity_heat(polarity, labelled.polarities)
    enquiries = _moved(heads, observer, heads.enquiries, settings)
    settings["negative_from"] = judge.negative_from(enquiries)
    moved = _moved(heads, observer, labelled.texts, settings)
    heads.figures["polarity/gold"] = judge.polarity_figures(moved, labelled.polarities, settings)
    alarms = float((softmax(enquiries)[:, 0] >= settings["negative_from"]).mean())
    heads.figures["polarity/government enquiries"] = {
        "texts": len(enquiries), "called_negative": round(alarms, 3),
    }  # fmt: skip
    rows = _rows(heads, observer, labelled)
    emotion, intensity = _second(rows, heads, settings)
    say("category on the hand-mapped rows")
    arrays = pack(heads.space, heads.fitted, emotion, intensity, settings)
    mapped = judge.hand_mapped(Model(arrays, "trial"), observer, corpora)
    known = [*mapped.values(), heads.own]
    settings["category_temperature"] = certainty.temperature(settings, known)
    arrays = pack(heads.space, heads.fitted, emotion, intensity, settings)
    heads.figures |= judge.category_figures(settings, mapped)
    heads.figures |= certainty.figures(settings, list(mapped.values()), heads.own, heads.vague)
    finished = save_arrays(arrays, card.describe(heads.figures), out)
    (out / "CARD.md").write_text(card.text(finished), encoding="utf-8")
    say(f"wrote {finished['file']}, {finished['bytes'] / 1e6:.2f} MB")
    return finished

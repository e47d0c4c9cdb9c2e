"""The second stage: emotion and intensity from cues and first-stage scores, on the gold set."""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.model_selection import StratifiedKFold

from sentiment.engine.reading import EMOTIONS

from . import choice
from .choice import Linear
from .linear import SEED

FOLDS, REPEATS = 5, 4
FELT_WEIGHT = 0.35  # of own sentences with an intensity
SEED_WEIGHT = 0.4  # of our own sentences against the gold texts


@dataclass(frozen=True, slots=True)
class Rows:
    """Feature rows of gold texts and of our own sentences."""

    gold: np.ndarray
    emotions: np.ndarray
    intensities: np.ndarray
    seeds: np.ndarray
    seed_emotions: np.ndarray
    felt: np.ndarray  # own sentences with an intensity
    felt_intensities: np.ndarray


def _scaling(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return rows.mean(axis=0), np.maximum(rows.std(axis=0), 0.05)


def fit_emotion(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> Linear:
    """Choice model: every emotion is judged by its own cues and scores with shared weights."""
    return choice.fit(rows, np.array([EMOTIONS.index(code) for code in labels]), weights)


def fit_intensity(
    rows: np.ndarray, values: np.ndarray, weights: np.ndarray, strength: float
) -> Linear:
    """Ridge regression on intensity 0-1."""
    mean, spread = _scaling(rows)
    model = Ridge(alpha=strength).fit((rows - mean) / spread, values, sample_weight=weights)
    coef = model.coef_ / spread
    return Linear(coef, np.array([model.intercept_ - mean @ coef]))


def intensity_of(
    data: Rows, chosen: np.ndarray, strength: float, felt: np.ndarray | None = None
) -> Linear:
    """Fit on the chosen gold rows and the chosen, or all, own sentences: gold has no extremes."""
    felt = np.arange(len(data.felt)) if felt is None else felt
    rows = np.vstack([data.gold[chosen], data.felt[felt]])
    values = np.concatenate([data.intensities[chosen], data.felt_intensities[felt]])
    weights = np.concatenate([np.ones(len(chosen)), np.full(len(felt), FELT_WEIGHT)])
    return fit_intensity(rows, values, weights, strength)


def emotion_of(data: Rows, chosen: np.ndarray) -> Linear:
    """Fit on the chosen gold rows and all own sentences."""
    rows = np.vstack([data.gold[chosen], data.seeds])
    labels = np.concatenate([data.emotions[chosen], data.seed_emotions])
    weights = np.concatenate([np.ones(len(chosen)), np.full(len(data.seeds), SEED_WEIGHT)])
    return fit_emotion(rows, labels, weights)


def emotion_folds(data: Rows) -> np.ndarray:
    """Out-of-fold scores of the gold rows, (repeats, texts, emotions)."""
    out = np.empty((REPEATS, len(data.gold), len(EMOTIONS)))
    for repeat in range(REPEATS):
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + repeat)
        for train, test in folds.split(data.gold, data.emotions):
            fitted = emotion_of(data, train)
            out[repeat, test] = data.gold[test] @ fitted.weights + fitted.bias
    return out


def intensity_folds(data: Rows, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Out-of-fold intensities of gold texts and of own sentences, (repeats, texts) each."""
    gold, felt = np.empty((REPEATS, len(data.gold))), np.empty((REPEATS, len(data.felt)))
    for repeat in range(REPEATS):
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + repeat)
        both = zip(
            folds.split(data.gold, data.emotions),
            folds.split(data.felt, data.felt_intensities.astype(str)),
            strict=True,
        )
        for (train, test), (felt_train, felt_test) in both:
            fitted = intensity_of(data, train, strength, felt_train)
            gold[repeat, test] = data.gold[test] @ fitted.weights + fitted.bias
            felt[repeat, felt_test] = data.felt[felt_test] @ fitted.weights + fitted.bias
    return gold, felt


def emotion_figures(data: Rows, scores: np.ndarray) -> dict[str, float]:
    """Accuracy, macro-F1 over the classes present, kappa; means over the repeats."""
    names = np.array(EMOTIONS)
    figures = []
    for repeat in scores:
        told = names[repeat.argmax(axis=1)]
        present = sorted(set(data.emotions))
        macro = f1_score(data.emotions, told, labels=present, average="macro", zero_division=0)
        figures.append(
            [(told == data.emotions).mean(), macro, cohen_kappa_score(data.emotions, told)]
        )
    accuracy, macro, kappa = np.mean(figures, axis=0).round(3).tolist()
    return {"accuracy": accuracy, "macro_f1": macro, "kappa": kappa}


def temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """The temperature under which the scores have the greatest likelihood."""
    grid = np.geomspace(0.2, 6, 60)
    picked = np.arange(len(labels))

    def loss(heat: float) -> float:
        scaled = scores / heat
        top = scaled.max(axis=1, keepdims=True)
        logs = scaled - top - np.log(np.exp(scaled - top).sum(axis=1, keepdims=True))
        return float(-logs[picked, labels].mean())

    return float(grid[int(np.argmin([loss(heat) for heat in grid]))])

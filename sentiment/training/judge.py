"""Figures and thresholds on the small hand-labelled sets."""

import json

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from sentiment.engine.assemble import category_scores
from sentiment.engine.cues import category_codes
from sentiment.engine.model import Model, softmax
from sentiment.engine.observer import Observer

from .corpora import Corpora
from .gold import DATA
from .stage_two import temperature

HAND_MAPPED = (("heimao_99", "train"), ("complaint_gold", "dev"))
FALSE_ALARMS = 0.05  # of neutral texts that may be called negative


def polarity_heat(scores: np.ndarray, truth: list[str]) -> float:
    """The temperature of the polarity head on the gold texts, never below one."""
    index = np.array([0 if label == "negative" else 1 for label in truth])
    others = np.logaddexp(scores[:, 1], scores[:, 2])
    return max(1.0, temperature(np.column_stack([scores[:, 0], others]), index))


def negative_from(enquiries: np.ndarray) -> float:
    """The threshold that keeps false alarms rare, within reason.

    Args: final scores of government enquiries kept back, because the gold texts hold too few
    neutral ones to set a threshold on.
    """
    threshold = float(np.quantile(softmax(enquiries)[:, 0], 1 - FALSE_ALARMS))
    return round(min(max(threshold, 0.4), 0.55), 3)


def polarity_figures(scores: np.ndarray, truth: list[str], settings: dict) -> dict[str, float]:
    """Negative against neutral on real complaints."""
    negative = softmax(scores)[:, 0]
    is_negative = np.array([label == "negative" for label in truth])
    called = negative >= settings["negative_from"]
    return {
        "texts": len(truth),
        "auc": round(float(roc_auc_score(is_negative, negative)), 3),
        "negative_recall": round(float(called[is_negative].mean()), 3),
        "neutral_called_negative": round(float(called[~is_negative].mean()), 3),
        "threshold": settings["negative_from"],
    }


def intensity_figures(truth: np.ndarray, told: np.ndarray) -> dict[str, float]:
    """Rank correlation and mean error on the scale 0-1, means over the repeats."""
    rank = np.mean([spearmanr(truth, one).statistic for one in told])
    error = np.mean([np.abs(truth - np.clip(one, 0, 1)).mean() for one in told])
    return {"spearman": round(float(rank), 3), "mae": round(float(error), 3)}


def _truth(name: str) -> dict[int, list[str]]:
    rows = json.loads((DATA / "category_truth.json").read_text(encoding="utf-8"))[name]
    return {int(index): codes for index, codes in rows.items()}


def category_figures(model: Model, observer: Observer, corpora: Corpora) -> dict[str, dict]:
    """First and first-three hits against hand-mapped codes; several codes may be right."""
    figures = {}
    for name, part in HAND_MAPPED:
        truth = _truth(name)
        texts = corpora.texts(name, part)
        batch, evidence = observer.observe([texts[index] for index in truth])
        scores = category_scores(model.settings, evidence, model.score(batch).category)
        figures[f"category/{name}"] = _hits(softmax(scores), list(truth.values()))
    return figures


def category_temperature(model: Model, observer: Observer, corpora: Corpora) -> float:
    """The temperature under which the right codes of the hand-mapped rows are likeliest."""
    codes = list(category_codes())
    scores, right = [], []
    for name, part in HAND_MAPPED:
        truth, texts = _truth(name), corpora.texts(name, part)
        batch, evidence = observer.observe([texts[index] for index in truth])
        scores.append(category_scores(model.settings, evidence, model.score(batch).category))
        right += [[code in chosen for code in codes] for chosen in truth.values()]
    stacked, mask = np.vstack(scores), np.array(right)
    grid = np.geomspace(0.5, 3, 40)
    losses = [-np.log((softmax(stacked / heat) * mask).sum(axis=1)).mean() for heat in grid]
    return round(float(grid[int(np.argmin(losses))]), 3)


def _hits(p: np.ndarray, truth: list[list[str]]) -> dict[str, float]:
    codes = np.array(category_codes())
    ranked = codes[np.argsort(-p, axis=1)]
    first = np.array([row[0] in right for row, right in zip(ranked, truth, strict=True)])
    three = np.array(
        [bool(set(row[:3]) & set(right)) for row, right in zip(ranked, truth, strict=True)]
    )
    level1 = [
        row[0][:3] in {code[:3] for code in right} for row, right in zip(ranked, truth, strict=True)
    ]
    return {
        "texts": len(truth),
        "first": round(float(first.mean()), 3),
        "within_three": round(float(three.mean()), 3),
        "level_one": round(float(np.mean(level1)), 3),
        "mean_confidence": round(float(p.max(axis=1).mean()), 3),
    }

"""Figures and thresholds on the small hand-labelled sets."""

import json

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from sentiment.engine.model import Model, softmax
from sentiment.engine.observer import Observer

from .certainty import Judged, hits
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


def hand_mapped(model: Model, observer: Observer, corpora: Corpora) -> dict[str, Judged]:
    """The rows whose codes were set by hand, scored; several codes may be right."""
    found = {}
    for name, part in HAND_MAPPED:
        truth, texts = _truth(name), corpora.texts(name, part)
        batch, evidence = observer.observe([texts[index] for index in truth])
        found[name] = Judged(evidence, model.score(batch).category, list(truth.values()))
    return found


def category_figures(settings: dict, mapped: dict[str, Judged]) -> dict[str, dict]:
    """First and first-three hits against hand-mapped codes."""
    return {f"category/{name}": hits(one.p(settings), one.right) for name, one in mapped.items()}

"""What the raw heads do on rows kept back: the same training with a fifth of the rows left out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from sentiment.engine.batch import fold_batch
from sentiment.engine.model import Model, Scores, softmax

from .calibrate import figures, temperature
from .corpora import Corpora
from .labelled import Labelled
from .tasks import POLARITIES, Task

PIECE = 2000
FALSE_ALARMS = 0.05
REVIEWS = ("hotel", "waimai_10k", "shopping_10", "chnsenticorp", "bank_bdci2021",
           "smp2020_usual", "smp2020_virus")  # fmt: skip


def score(model: Model, texts: list[str]) -> Scores:
    """Scores of many texts, some thousand at a time."""
    parts = [
        model.score(fold_batch(texts[start : start + PIECE]))
        for start in range(0, len(texts), PIECE)
    ]
    return Scores({name: np.vstack([part[name] for part in parts]) for name in parts[0]})


def describe_heads(
    model: Model, tasks: Mapping[str, Task], held: Mapping[str, np.ndarray], corpora: Corpora
) -> tuple[dict[str, dict[str, Any]], dict[str, float]]:
    """The card's part of every raw head, and its temperature."""
    cards, heats = {}, {}
    for name, task in tasks.items():
        rows = [task.rows[index] for index in np.flatnonzero(held[name])]
        scores = score(model, [text for text, *_ in rows])[name]
        truth = np.array([task.labels.index(label) for _, label, _ in rows])
        heats[name] = temperature(scores, truth)
        told = figures(scores, truth, task.labels)
        if name == "polarity3":
            told["figures"] |= _by_source(scores, truth, [source for *_, source in rows])
            told["figures"] |= _on_complaints(model, corpora, heats[name])
        cards[name] = {
            "labels": list(task.labels),
            "data": list(task.data),
            "licence": task.licence,
            "split": "one text in five kept back, by a checksum of its letters and digits; "
            "the shipped weights then learn from all rows",
            "rows": {"train": len(task.rows) - len(rows), "dev": len(rows)},
            **told,
            "weak": task.weak,
        }
    return cards, heats


def _by_source(scores: np.ndarray, truth: np.ndarray, sources: list[str]) -> dict[str, float]:
    """Positive against negative only, as review collections are scored."""
    origin = np.array([source.partition("/")[0] for source in sources])
    told = np.where(scores[:, 2] > scores[:, 0], 2, 0)
    found = {}
    for name in REVIEWS:
        rows = (origin == name) & (truth != POLARITIES.index("neutral"))
        found[f"{name}_two_way"] = round(float((told == truth)[rows].mean()), 4)
    return found


def _on_complaints(model: Model, corpora: Corpora, heat: float) -> dict[str, float]:
    """Negative against neutral on the labelled complaints that nothing learnt from."""
    gold = Labelled.load(corpora).dev
    rows = [i for i, label in enumerate(gold.labels) if label.polarity != "positive"]
    p = softmax(score(model, [gold.texts[i] for i in rows])["polarity3"] / heat)[:, 0]
    negative = np.array([gold.labels[i].polarity == "negative" for i in rows])
    bar = float(np.quantile(p[~negative], 1 - FALSE_ALARMS))
    return {
        "complaints_auc": round(float(roc_auc_score(negative, p)), 4),
        "complaints_threshold": round(bar, 4),
        "complaints_recall_there": round(float((p[negative] > bar).mean()), 4),
    }

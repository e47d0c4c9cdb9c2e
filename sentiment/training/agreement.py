"""How far two readers of the same complaints agree: nobody can be expected to do better."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, f1_score

from .labelled import Label, further_readings, labels

FIELDS = ("kind", "polarity", "emotion", "motive", "cause")
MARKS = ("demands", "flags")
WHO = (
    "All readers were language models that followed docs/labelling.md and did not see each "
    "other's labels: their agreement flatters, compared with what two people would reach."
)
PLACES = 3


def agreement() -> dict[str, Any]:
    """How far two readers agree, by field: on the rows that a second one read for comparison, and
    as `kept_back` on those for figures, which three read, all pairs of them taken together."""
    first = {label.row: label for label in labels()}
    twice = [(first[label.row], label) for label in labels("second_reader")]
    further = further_readings().items()
    told = [[first[row], *others] for row, others in further if first[row].dev]
    thrice = [pair for three in told for pair in combinations(three, 2)]
    return {"who": WHO, **_agreed(twice), "kept_back": _agreed(thrice) | {"rows": len(told)}}


def _agreed(pairs: Sequence[tuple[Label, Label]]) -> dict[str, Any]:
    told: dict[str, Any] = {"rows": len(pairs)}
    for name in FIELDS:
        told[name] = _same([(getattr(a, name), getattr(b, name)) for a, b in pairs])
    told["category"] = _same([(a.l2[0][:3], b.l2[0][:3]) for a, b in pairs])
    told["category_l2"] = _same([(a.l2[0], b.l2[0]) for a, b in pairs])
    told["intensity"] = _close([(a.intensity, b.intensity) for a, b in pairs])
    return told | {name: _marks(pairs, name) for name in MARKS}


def _same(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    one, other = zip(*pairs, strict=True)
    return {
        "accuracy": round(float(np.mean([a == b for a, b in pairs])), PLACES),
        "kappa": round(float(cohen_kappa_score(one, other)), PLACES),
        "macro_f1": round(float(f1_score(one, other, average="macro", zero_division=0)), PLACES),
    }


def _close(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    one, other = np.array(pairs).T
    return {
        "spearman": round(float(spearmanr(one, other).statistic), PLACES),
        "mae": round(float(np.abs(one - other).mean()), PLACES),
    }


def _marks(pairs: Sequence[tuple[Label, Label]], name: str) -> dict[str, float]:
    both = sum(len(getattr(a, name) & getattr(b, name)) for a, b in pairs)
    said = sum(len(getattr(a, name)) + len(getattr(b, name)) for a, b in pairs)
    return {"micro_f1": round(2 * both / said, PLACES)}

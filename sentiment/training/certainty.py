"""How right and how sure the categories are: hits, temperature, calibration error."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sentiment.engine.cues import category_codes
from sentiment.engine.evidence import Evidence
from sentiment.engine.judge import UNSURE, category_scores
from sentiment.engine.model import softmax

TEMPERATURES = np.geomspace(0.5, 3, 40)
BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """Texts with their raw category scores and every code that is right."""

    evidence: list[Evidence]
    scores: np.ndarray
    right: list[list[str]]

    def p(self, settings: dict) -> np.ndarray:
        """Probabilities under some settings."""
        return softmax(category_scores(settings, self.evidence, self.scores))

    def mask(self) -> np.ndarray:
        """True where a code is right."""
        return np.array([[code in row for code in category_codes()] for row in self.right])


NOTHING = Judged([], np.empty((0, len(category_codes()))), [])


def _gap(settings: dict, known: Sequence[Judged]) -> float:
    """How far confidence and hits of the first guess lie apart; every collection counts alike."""
    gaps = []
    for one in known:
        p = one.p(settings)
        hit = one.mask()[np.arange(len(p)), p.argmax(axis=1)]
        gaps.append(p.max(axis=1).mean() - hit.mean())
    return abs(float(np.mean(gaps)))


def temperature(settings: dict, known: Sequence[Judged]) -> float:
    """The temperature under which the first guess is as sure as it is right.

    The likeliest one would be higher: a few texts that no list foresees weigh too much there.
    """
    heats = [round(float(heat), 3) for heat in TEMPERATURES]
    return min(heats, key=lambda heat: _gap(settings | {"category_temperature": heat}, known))


def _error(p: np.ndarray, mask: np.ndarray) -> float:
    """Expected calibration error of the first guess, over ten equal bins of confidence."""
    sure, first = p.max(axis=1), p.argmax(axis=1)
    hit = mask[np.arange(len(p)), first]
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        abs(hit[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean()
        for b in set(bins.tolist())
    ]
    return round(float(sum(gaps)), 3)


def figures(settings: dict, mapped: Sequence[Judged], own: Judged, vague: Judged) -> dict:
    """Hits and calibration of our own sentences, and how sure vague ones are."""
    top = vague.p(settings).max(axis=1)
    p, mask = (
        np.vstack([f(one) for one in mapped]) for f in (lambda o: o.p(settings), Judged.mask)
    )
    return {
        "category/hand-mapped calibration": {"texts": len(p), "ece": _error(p, mask)},
        "category/own sentences, folds": {
            **hits(own.p(settings), own.right), "ece": _error(own.p(settings), own.mask()),
        },
        "category/vague sentences": {
            "texts": len(top), "unsure": round(float((top < UNSURE["category"]).mean()), 3),
            "mean_confidence": round(float(top.mean()), 3),
        },
    }  # fmt: skip


def hits(p: np.ndarray, truth: list[list[str]]) -> dict[str, float]:
    """First guess, first three and level one against all codes that are right."""
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

"""From cues and scores to calibrated probabilities, a batch at a time."""

from dataclasses import dataclass

import numpy as np

from . import cues
from .evidence import Evidence
from .features import second_stage
from .model import Model, Scores, softmax, times
from .reading import EMOTIONS, POLARITIES

PLACES = 4
TOP_CATEGORIES = 3
UNSURE = {"polarity": 0.45, "emotion": 0.34, "category": 0.3}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was judged about one text, by name."""

    polarity: dict[str, float]
    polarity_name: str
    emotion: dict[str, float]
    intensity: float
    categories: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities of one batch, rounded, as plain lists: arrays are slow one number at a time."""

    polarity: list[list[float]]
    emotion: list[list[float]]
    intensity: list[float]
    category: list[list[float]]
    ranked: list[list[int]]  # places of the first categories
    negative_from: float

    def row(self, index: int) -> Verdict:
        """What was judged about one text."""
        polarity, category = self.polarity[index], self.category[index]
        codes = cues.category_codes()
        return Verdict(
            polarity=dict(zip(POLARITIES, polarity, strict=True)),
            polarity_name=_polarity(polarity, self.negative_from),
            emotion=dict(zip(EMOTIONS, self.emotion[index], strict=True)),
            intensity=self.intensity[index],
            categories=tuple((codes[place], category[place]) for place in self.ranked[index]),
        )


def _polarity(row: list[float], negative_from: float) -> str:
    if row[0] >= negative_from:
        return "negative"
    return POLARITIES[1 + int(row[2] > row[1])]


def judge(model: Model, folded: list[str], evidence: list[Evidence], scores: Scores) -> Judged:
    """Turn scores and cues of a batch into calibrated probabilities."""
    settings = model.settings
    rows = second_stage(
        folded, [one.emotion_counts for one in evidence], [one.pressure for one in evidence], scores
    )
    emotion = times(rows, model.emotion_weights) + model.emotion_bias
    intensity = times(rows, model.intensity_weights[:, None])[:, 0] + model.intensity_bias
    category = softmax(category_scores(settings, evidence, scores.category)).round(PLACES)
    polarity = softmax(polarity_scores(settings, evidence, scores.polarity))
    return Judged(
        polarity=polarity.round(PLACES).tolist(),
        emotion=softmax(emotion / settings["emotion_temperature"]).round(PLACES).tolist(),
        intensity=np.clip(1 + 4 * intensity, 1.0, 5.0).round(2).tolist(),
        category=category.tolist(),
        ranked=np.argsort(-category, axis=1, kind="stable")[:, :TOP_CATEGORIES].tolist(),
        negative_from=settings["negative_from"],
    )


def polarity_scores(settings: dict, evidence: list[Evidence], scores: np.ndarray) -> np.ndarray:
    """Model scores of the three polarities, moved by plain words of feeling, risk and asking."""
    weights = np.array(settings["polarity_cues"])
    cues = np.array([one.polarity_cues for one in evidence])
    moved = scores / settings["polarity_temperature"]
    moved[:, 0] += times(cues[:, :3], weights[:3, None])[:, 0]
    moved[:, 1:] += cues[:, 3:] * weights[3:]
    return moved


def category_scores(settings: dict, evidence: list[Evidence], scores: np.ndarray) -> np.ndarray:
    """Cue evidence and model scores of the level-2 codes, blended and brought to temperature."""
    codes = cues.category_codes()
    place = {code: index for index, code in enumerate(codes)}
    blended = settings["category_model"] * scores
    for row, one in zip(blended, evidence, strict=True):
        for code, loudness in one.categories.items():
            row[place[code]] += settings["category_cues"] * loudness
    return blended / settings["category_temperature"]


def unsure(verdict: Verdict) -> bool:
    """True when a likeliest class is too unlikely to be told as one."""
    return (
        max(verdict.polarity.values()) < UNSURE["polarity"]
        or max(verdict.emotion.values()) < UNSURE["emotion"]
        or verdict.categories[0][1] < UNSURE["category"]
    )

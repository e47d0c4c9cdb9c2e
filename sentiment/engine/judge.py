"""From cues and scores to calibrated probabilities, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from . import cues
from .evidence import Evidence, array_of
from .features import second_stage
from .model import Model, Scores, softmax, times
from .reading import EMOTIONS, POLARITIES

PLACES = 4
TOP_CATEGORIES = 3
KIND_OF = {"negative": "COMPLAINT", "neutral": "INQUIRY", "positive": "PRAISE"}
UNSURE = {"polarity": 0.45, "emotion": 0.34, "category": 0.3}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was judged about one text, by name."""

    polarity: dict[str, float]
    polarity_name: str
    emotion: dict[str, float]
    intensity: float
    categories: tuple[tuple[str, float], ...]
    category_l1: tuple[tuple[str, float], ...]
    kind: str
    kind_p: float


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities of one batch, rounded, as plain lists: arrays are slow one number at a time."""

    polarity: list[list[float]]
    emotion: list[list[float]]
    intensity: list[float]
    category: list[list[float]]
    ranked: list[list[int]]  # places of the first categories
    level_1: list[list[float]]
    ranked_1: list[list[int]]
    negative_from: float

    def row(self, index: int) -> Verdict:
        """What was judged about one text."""
        polarity, category = self.polarity[index], self.category[index]
        codes, codes_1, level_1 = cues.category_codes(), level_1_codes(), self.level_1[index]
        name = _polarity(polarity, self.negative_from)
        return Verdict(
            polarity=dict(zip(POLARITIES, polarity, strict=True)),
            polarity_name=name,
            emotion=dict(zip(EMOTIONS, self.emotion[index], strict=True)),
            intensity=self.intensity[index],
            categories=tuple((codes[place], category[place]) for place in self.ranked[index]),
            category_l1=tuple((codes_1[at], level_1[at]) for at in self.ranked_1[index]),
            kind=KIND_OF[name],
            kind_p=polarity[POLARITIES.index(name)],
        )


def _polarity(row: list[float], negative_from: float) -> str:
    if row[0] >= negative_from:
        return "negative"
    return POLARITIES[1 + int(row[2] > row[1])]


def judge(model: Model, evidence: Sequence[Evidence], scores: Scores) -> Judged:
    """Turn scores and cues of a batch into calibrated probabilities."""
    outputs = _outputs(model, evidence, scores)
    if model.layer is not None:  # what was learnt from people's corrections
        outputs = model.layer.over(outputs)
    category = softmax(outputs["category"]).round(PLACES)
    level_1 = times(category, _in_level_1()).round(PLACES)
    return Judged(
        polarity=softmax(outputs["polarity"]).round(PLACES).tolist(),
        emotion=softmax(outputs["emotion"]).round(PLACES).tolist(),
        intensity=np.clip(outputs["intensity"][:, 0], 0.0, 1.0).round(PLACES).tolist(),
        category=category.tolist(),
        ranked=_first(category),
        level_1=level_1.tolist(),
        ranked_1=_first(level_1),
        negative_from=model.settings["negative_from"],
    )


def _outputs(model: Model, evidence: Sequence[Evidence], scores: Scores) -> dict[str, np.ndarray]:
    """Scores before the softmax, by name; the intensity as one column of 0-1."""
    settings = model.settings
    rows = second_stage(evidence, scores)
    emotion = times(rows, model.emotion_weights) + model.emotion_bias
    return {
        "polarity": polarity_scores(settings, evidence, scores.polarity),
        "emotion": emotion / settings["emotion_temperature"],
        "intensity": times(rows, model.intensity_weights[:, None]) + model.intensity_bias,
        "category": category_scores(settings, evidence, scores.category),
    }


def _first(p: np.ndarray) -> list[list[int]]:
    return np.argsort(-p, axis=1, kind="stable")[:, :TOP_CATEGORIES].tolist()


@cache
def level_1_codes() -> tuple[str, ...]:
    """The level-1 codes in the order of the level-2 codes."""
    return tuple(dict.fromkeys(code[:3] for code in cues.category_codes()))


@cache
def _in_level_1() -> np.ndarray:
    """Which level-2 code belongs to which level-1 code, a matrix of ones."""
    rows = [[code[:3] == one for one in level_1_codes()] for code in cues.category_codes()]
    return np.array(rows, dtype=np.float64)


def polarity_scores(settings: dict, evidence: Sequence[Evidence], scores: np.ndarray) -> np.ndarray:
    """Model scores of the three polarities, moved by plain words of feeling, risk and asking."""
    weights = np.array(settings["polarity_cues"])
    cues = array_of(evidence, "polarity_cues")
    moved = scores / settings["polarity_temperature"]
    moved[:, 0] += times(cues[:, :3], weights[:3, None])[:, 0]
    moved[:, 1:] += cues[:, 3:] * weights[3:]
    return moved


def category_scores(settings: dict, evidence: Sequence[Evidence], scores: np.ndarray) -> np.ndarray:
    """Cue evidence and model scores of the level-2 codes, blended and brought to temperature."""
    blended = settings["category_model"] * scores
    blended += settings["category_cues"] * array_of(evidence, "category")
    return blended / settings["category_temperature"]


def unsure_about(verdict: Verdict) -> tuple[str, ...]:
    """The classes whose likeliest is too unlikely to be told as one."""
    likeliest = {
        "polarity": max(verdict.polarity.values()),
        "emotion": max(verdict.emotion.values()),
        "category": verdict.categories[0][1],
    }
    return tuple(name for name, p in likeliest.items() if p < UNSURE[name])

"""From cues and scores to calibrated probabilities, a batch at a time."""

from collections.abc import Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

import numpy as np

from . import cues
from .evidence import Evidence, array_of
from .features import second_stage
from .model import Model, Scores, softmax, times
from .reading import EMOTIONS, KINDS, POLARITIES, UNSURE_ABOUT

PLACES = 4
BLANK = " \n\ufffd\ufeff\u200b\u200c\u200d\u2060\xa0"  # what folding leaves of nothing said
BLANK_OTHER = 0.2  # probability of no category, below what is told as sure
SECOND_LEAST = 0.15  # a second emotion below this is noise
TOP_CATEGORIES = 3
KIND_OF = {"negative": "COMPLAINT", "neutral": "INQUIRY", "positive": "PRAISE"}
UNSURE = {"polarity": 0.45, "emotion": 0.34, "category": 0.3}


class Verdict(NamedTuple):
    """What was judged about one text, by name."""

    polarity: str
    polarity_p: dict[str, float]
    emotion: str
    emotion_second: str | None
    emotion_p: dict[str, float]
    intensity: float
    categories: tuple[tuple[str, float], ...]
    category_l1: tuple[tuple[str, float], ...]
    kind: str
    kind_p: float
    unsure_about: tuple[str, ...]


def judge(model: Model, evidence: Sequence[Evidence], scores: Scores) -> list[Verdict]:
    """Turn scores and cues of a batch into calibrated probabilities, one verdict a text."""
    outputs = _outputs(model, evidence, scores)
    if model.layer is not None:  # what was learnt from people's corrections
        outputs = model.layer.over(outputs)
    polarity = softmax(outputs["polarity"]).round(PLACES)
    emotion = softmax(outputs["emotion"]).round(PLACES)
    category = softmax(outputs["category"]).round(PLACES)
    level_1 = times(category, _in_level_1()).round(PLACES)
    negative = polarity[:, 0] >= model.settings["negative_from"]
    side = np.where(negative, 0, 1 + (polarity[:, 2] > polarity[:, 1]))
    polarities = [POLARITIES[at] for at in side.tolist()]
    first, second = _emotions(emotion)
    columns = (
        polarities,
        _named(POLARITIES, polarity),
        first,
        second,
        _named(EMOTIONS, emotion),
        np.minimum(np.maximum(outputs["intensity"][:, 0], 0.0), 1.0).round(PLACES).tolist(),
        _ranked(cues.category_codes(), category),
        _ranked(level_1_codes(), level_1),
        [KIND_OF[name] for name in polarities],
        polarity[np.arange(len(side)), side].tolist(),
        _unsure(polarity, emotion, category),
    )
    verdicts = list(map(Verdict._make, zip(*columns, strict=True)))
    return [
        v if one.folded.strip(BLANK) else blank() for v, one in zip(verdicts, evidence, strict=True)
    ]


@cache
def blank() -> Verdict:
    """The verdict on a text without a letter: calm and neutral, sure of nothing."""
    codes = cues.category_codes()
    category = np.full(len(codes), (1 - BLANK_OTHER) / (len(codes) - 1))
    category[codes.index("OTH99")] = BLANK_OTHER
    category = category.round(PLACES)[None, :]
    return Verdict(
        polarity="neutral",
        polarity_p={"negative": 0.3333, "neutral": 0.3334, "positive": 0.3333},
        emotion="CALM",
        emotion_second=None,
        emotion_p={code: 0.1112 if code == "CALM" else 0.1111 for code in EMOTIONS},
        intensity=0.0,
        categories=_ranked(codes, category)[0],
        category_l1=_ranked(level_1_codes(), times(category, _in_level_1()).round(PLACES))[0],
        kind="OTHER",
        kind_p=round(1 / len(KINDS), PLACES),
        unsure_about=UNSURE_ABOUT,
    )


def _named(names: Sequence[str], p: np.ndarray) -> list[dict[str, float]]:
    return [dict(zip(names, row, strict=True)) for row in p.tolist()]


def _ranked(codes: Sequence[str], p: np.ndarray) -> list[tuple[tuple[str, float], ...]]:
    """The first categories of each text with their probability."""
    at = _first(p, TOP_CATEGORIES)
    values = p[np.arange(len(p))[:, None], at].tolist()
    return [
        tuple(zip([codes[each] for each in row], told, strict=True))
        for row, told in zip(at.tolist(), values, strict=True)
    ]


def _first(p: np.ndarray, count: int) -> np.ndarray:
    """The places of the greatest in each row, of equals the first; faster than to sort all."""
    left, rows = p.copy(), np.arange(len(p))
    at = np.empty((len(p), count), dtype=np.int64)
    for rank in range(count):
        at[:, rank] = left.argmax(axis=1)
        left[rows, at[:, rank]] = -1.0
    return at


def _emotions(p: np.ndarray) -> tuple[list[str], list[str | None]]:
    """The likeliest emotion of each text, and a second one unless it is noise."""
    at = _first(p, 2)
    loud = (p[np.arange(len(p)), at[:, 1]] >= SECOND_LEAST).tolist()
    rows = list(zip(at.tolist(), loud, strict=True))
    first = [EMOTIONS[row[0]] for row, _ in rows]
    return first, [EMOTIONS[row[1]] if told else None for row, told in rows]


def _unsure(
    polarity: np.ndarray, emotion: np.ndarray, category: np.ndarray
) -> list[tuple[str, ...]]:
    """What each text is unsure about: classes whose likeliest is too unlikely to be told as one."""
    parts = {"polarity": polarity, "emotion": emotion, "category": category}
    doubts = [(p.max(axis=1) < UNSURE[name]).tolist() for name, p in parts.items()]
    return [tuple(compress(parts, row)) for row in zip(*doubts, strict=True)]


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

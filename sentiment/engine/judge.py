"""From cues and scores to calibrated probabilities, a batch at a time."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

import numpy as np

from . import cues
from .evidence import GOOD_OR_PLAIN, Evidence, Observed
from .features import Inputs
from .model import Model, Scores, sigmoid, softmax, times
from .reading import EMOTIONS, KINDS, POLARITIES, UNSURE_ABOUT

PLACES = 4
MARKED = 0.5  # probability of what emoji alone say: no rows measure it, so it is told as a guess
BLANK_OTHER = 0.2  # probability of no category, below what is told as sure
AHEAD = 1e-4  # by which the first stays the first
TOP = 0.9  # of the intensity: up to here it stands as it was told
SECOND_LEAST = 0.15  # a second emotion below this is noise
TOP_CATEGORIES = 3
SHARES = ("polarity", "emotion", "category", "kind", "motive", "cause")  # each adds up to 1
MOTIVES = ("MOT_JUSTICE", "MOT_RESPECT", "MOT_VENT", "MOT_UNKNOWN")
CAUSES = ("M_QUALITY", "M_SERVICE", "M_PRICE", "M_PROMISE", "M_RIGHTS", "M_NONE")
FLAGS = (
    "REGULATORY_THREAT", "MEDIA_THREAT", "LEGAL_THREAT", "GROUP", "SAFETY", "HEALTH", "PRIVACY",
    "FRAUD", "VULNERABLE", "SELF_HARM", "VIOLENCE", "REPEAT",
)  # fmt: skip


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
    motive: dict[str, float]
    cause: dict[str, float]
    unsure_about: tuple[str, ...]


class Judged(NamedTuple):
    """Verdicts of a batch; the probability of each demand and of each flag: (texts, codes)."""

    verdicts: list[Verdict]
    demands: np.ndarray
    flags: np.ndarray


def judge(model: Model, inputs: Inputs, seen: Observed, scores: Scores) -> Judged:
    """Turn scores and cues of a batch into calibrated probabilities, one verdict a text."""
    outputs = second_outputs(model, inputs, seen, scores)
    if model.layer is not None:  # what was learnt from people's corrections
        outputs = model.layer.over(outputs)
    p = {
        name: _shares(outputs[name], model.settings.get("curves", {}).get(name)) for name in SHARES
    }
    level_1 = times(p["category"], _in_level_1()).round(PLACES)
    side = _side(p["polarity"], model.settings["negative_from"])
    first, second = _emotions(p["emotion"])
    kind = p["kind"].argmax(axis=1)
    columns = (
        [POLARITIES[at] for at in side.tolist()],
        _named(POLARITIES, p["polarity"]),
        first,
        second,
        _named(EMOTIONS, p["emotion"]),
        _within(outputs["intensity"][:, 0]).round(PLACES).tolist(),
        _ranked(cues.category_codes(), p["category"]),
        _ranked(level_1_codes(), level_1),
        [KINDS[at] for at in kind.tolist()],
        p["kind"].max(axis=1).tolist(),
        _named(MOTIVES, p["motive"]),
        _named(CAUSES, p["cause"]),
        _unsure(p, model.settings["unsure"], side),
    )
    verdicts = list(map(Verdict._make, zip(*columns, strict=True)))
    said = [any(map(str.isalnum, one.folded)) for one in seen.rows]
    there = np.array(said)[:, None]
    rows = zip(verdicts, said, seen.rows, strict=True)
    return Judged(
        [verdict if some else wordless(one) for verdict, some, one in rows],
        sigmoid(outputs["demands"]) * there,
        sigmoid(outputs["flags"]) * there,
    )


def _shares(scores: np.ndarray, curve: Sequence[Sequence[float]] | None) -> np.ndarray:
    p = softmax(scores)
    return (straightened(p, curve) if curve else p).round(PLACES)


def straightened(p: np.ndarray, curve: Sequence[Sequence[float]]) -> np.ndarray:
    """Shares whose greatest follows a curve of how often it is right; the others keep their ratio,
    and the first stays the first.

    Args: p, (texts, classes); curve, probabilities told and shares right, both rising.
    """
    rows, first = np.arange(len(p)), p.argmax(axis=1)
    sure = p[rows, first]
    at, right = curve
    told = np.interp(sure, at, right)
    rest = p.copy()
    rest[rows, first] = 0.0
    second = rest.max(axis=1) / np.maximum(1 - sure, 1e-9)
    told = np.maximum(told, second / (1 + second) + AHEAD)
    moved = p * ((1 - told) / np.maximum(1 - sure, 1e-9))[:, None]
    moved[rows, first] = told
    return moved


def _within(told: np.ndarray) -> np.ndarray:
    """Intensities in 0-1; near the end they draw together instead of all being 1."""
    above = TOP + (1 - TOP) * np.tanh((told - TOP) / (1 - TOP))
    return np.where(told > TOP, above, np.maximum(told, 0.0))


def rather_negative(polarity: np.ndarray) -> np.ndarray:
    """How likely negative is against neutral alone: what the threshold is set on."""
    return polarity[:, 0] / np.maximum(polarity[:, 0] + polarity[:, 1], 1e-9)


def _side(polarity: np.ndarray, negative_from: float) -> np.ndarray:
    """Positive when likeliest; else negative from a threshold that spares neutral texts."""
    negative = rather_negative(polarity) >= negative_from
    return np.where(polarity.argmax(axis=1) == 2, 2, np.where(negative, 0, 1))


@cache
def blank() -> Verdict:
    """The verdict on a text in which nothing is said: calm and neutral, sure of nothing."""
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
        motive={code: float(code == "MOT_UNKNOWN") for code in MOTIVES},
        cause={code: float(code == "M_NONE") for code in CAUSES},
        unsure_about=UNSURE_ABOUT,
    )


def wordless(one: Evidence) -> Verdict:
    """The verdict on a text without a letter: what its emoji say most, sure of nothing."""
    felt = Counter(found.role.code for found in one.emotions)
    if not felt:
        return blank()
    emotion, side = felt.most_common(1)[0][0], "negative"
    if emotion in GOOD_OR_PLAIN:
        side = "positive" if emotion == "SATISFIED" else "neutral"
    return blank()._replace(
        polarity=side,
        polarity_p=_leaning(POLARITIES, side),
        emotion=emotion,
        emotion_p=_leaning(EMOTIONS, emotion),
    )


def _leaning(names: Sequence[str], told: str) -> dict[str, float]:
    others = round((1 - MARKED) / (len(names) - 1), PLACES)
    return {name: MARKED if name == told else others for name in names}


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
    p: dict[str, np.ndarray], least: dict[str, float], side: np.ndarray
) -> list[tuple[str, ...]]:
    """What each text is unsure about: classes too unlikely to be told as one, and a side that is
    told against what is likeliest, to spare neutral texts."""
    doubts = {name: p[name].max(axis=1) < least[name] for name in UNSURE_ABOUT}
    doubts["polarity"] |= p["polarity"].argmax(axis=1) != side
    rows = zip(*(doubts[name].tolist() for name in UNSURE_ABOUT), strict=True)
    return [tuple(compress(UNSURE_ABOUT, row)) for row in rows]


def second_outputs(
    model: Model, inputs: Inputs, seen: Observed, scores: Scores
) -> dict[str, np.ndarray]:
    """Scores before the softmax, by name; the intensity as one column of 0-1.

    What n-grams say of each output stands in `scores`; what words, marks and length say is added.
    The polarity is that of the raw head, moved by its second opinion of complaints, the tone.
    """
    own = inputs.rows(seen) @ model.own
    told = {
        name: scores[name] + own[:, slice(*place)]
        for name, place in model.settings["second"].items()
    }
    tone = told.pop("tone")
    return {"polarity": model.settings["polarity_share"] * scores["polarity3"] + tone, **told}


@cache
def level_1_codes() -> tuple[str, ...]:
    """The level-1 codes in the order of the level-2 codes."""
    return tuple(dict.fromkeys(code[:3] for code in cues.category_codes()))


@cache
def _in_level_1() -> np.ndarray:
    """Which level-2 code belongs to which level-1 code, a matrix of ones."""
    rows = [[code[:3] == one for one in level_1_codes()] for code in cues.category_codes()]
    return np.array(rows, dtype=np.float64)

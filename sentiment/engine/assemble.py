"""From evidence and scores to a Reading."""

from dataclasses import dataclass

import numpy as np

from . import cues
from .evidence import Evidence
from .features import second_stage
from .hints import missing_hints
from .model import Model, Scores, softmax, times
from .reading import EMOTIONS, POLARITIES, Reading
from .rules import RuleBook
from .scanner import ASK, DEMAND, MOTIVE
from .spans import collect_spans

PLACES = 4
TOP_CATEGORIES = 3
SECOND_LEAST = 0.15  # a second emotion below this is noise
UNSURE = {"polarity": 0.45, "emotion": 0.34, "category": 0.3}


@dataclass(frozen=True, slots=True)
class Versions:
    """Names that every reading carries, so that it can be explained later."""

    engine: str
    lexicon: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities of one batch."""

    polarity: np.ndarray
    emotion: np.ndarray
    intensity: np.ndarray
    category: np.ndarray
    negative_from: float

    def row(self, index: int) -> "Verdict":
        """What was judged about one text."""
        polarity = self.polarity[index]
        return Verdict(
            polarity=_named(POLARITIES, polarity),
            polarity_name=_polarity(polarity, self.negative_from),
            emotion=_named(EMOTIONS, self.emotion[index]),
            intensity=round(float(self.intensity[index]), 2),
            category=self.category[index],
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probabilities of one text by name."""

    polarity: dict[str, float]
    polarity_name: str
    emotion: dict[str, float]
    intensity: float
    category: np.ndarray


def _named(names: tuple[str, ...], row: np.ndarray) -> dict[str, float]:
    return dict(zip(names, row.round(PLACES).tolist(), strict=True))


def _polarity(row: np.ndarray, negative_from: float) -> str:
    if row[0] >= negative_from:
        return "negative"
    return POLARITIES[1 + int(row[2] > row[1])]


def judge(model: Model, folded: list[str], evidence: list[Evidence], scores: Scores) -> Judged:
    """Turn scores and cues of a batch into calibrated probabilities."""
    settings = model.settings
    rows = second_stage(
        folded, [one.emotion_counts for one in evidence], [one.extreme for one in evidence], scores
    )
    emotion = times(rows, model.emotion_weights) + model.emotion_bias
    intensity = times(rows, model.intensity_weights[:, None])[:, 0] + model.intensity_bias
    return Judged(
        polarity=softmax(polarity_scores(settings, evidence, scores.polarity)),
        emotion=softmax(emotion / settings["emotion_temperature"]),
        intensity=np.clip(1 + 4 * intensity, 1.0, 5.0),
        category=softmax(category_scores(settings, evidence, scores.category)),
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


def reading(rules: RuleBook, versions: Versions, evidence: Evidence, verdict: Verdict) -> Reading:
    """Put one reading together."""
    ranked = sorted(verdict.emotion, key=lambda code: -verdict.emotion[code])
    first, second = ranked[:2]
    hits = rules.hits(evidence, first, verdict.intensity)
    combos = rules.combos(hits)
    categories = _categories(verdict.category)
    demands = cues.demands(evidence.folded, evidence.channels[DEMAND], evidence.channels[ASK])
    polarity = verdict.polarity_name
    return Reading(
        polarity=polarity,
        polarity_p=verdict.polarity,
        emotion=first,
        emotion_second=second if verdict.emotion[second] >= SECOND_LEAST else None,
        emotion_p=verdict.emotion,
        intensity=verdict.intensity,
        categories=categories,
        demands=demands,
        motives=cues.motives(evidence.channels[MOTIVE]),
        flags=rules.flags(hits, combos),
        groups=evidence.groups,
        combos=combos,
        spans=collect_spans(evidence),
        amount=evidence.facts.amount,
        people=evidence.facts.people,
        missing=missing_hints(evidence, polarity, demands, categories),
        unsure=_unsure(verdict, categories),
        engine_version=versions.engine,
        lexicon_version=versions.lexicon,
    )


def _categories(row: np.ndarray) -> tuple[tuple[str, float], ...]:
    codes = cues.category_codes()
    top = np.argsort(-row, kind="stable")[:TOP_CATEGORIES]
    return tuple((codes[i], round(float(row[i]), PLACES)) for i in top.tolist())


def _unsure(verdict: Verdict, categories: tuple[tuple[str, float], ...]) -> bool:
    return (
        max(verdict.polarity.values()) < UNSURE["polarity"]
        or max(verdict.emotion.values()) < UNSURE["emotion"]
        or categories[0][1] < UNSURE["category"]
    )

"""What the second stage learns from: labelled complaints, the older set, and our own sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sentiment.engine.cues import category_codes, cue_lists
from sentiment.engine.judge import CAUSES, FLAGS, MOTIVES
from sentiment.engine.reading import EMOTIONS, KINDS, POLARITIES

from .corpora import Corpora, normal
from .gold import gold, seeds
from .labelled import Label, Labelled, written
from .linear import SEED
from .tasks import kept_back

SECOND_SHARE = 0.25  # of a second emotion or category in the target
OWN_CATEGORY, OWN_KIND, OWN_MOOD, OWN_INTENSITY, OWN_DEMAND = 1.0, 0.7, 0.5, 0.35, 1.0
OTHER_DEMANDS = 0.1  # how much an own sentence speaks against the demands it does not name
NO_MATTER = "OTH99"
LIKED = {"hotel": 800, "shopping_10": 900, "waimai_10k": 600, "bank_bdci2021": 200}
GOOD, OWN_PRAISE = ("1", "positive"), 0.5
UNMARKED, MARKS = 0.5, "，。！？、；：,.!?;:…"  # weight of a copy without these
OWN_POLARITY = {"OTH01": "neutral"}
KIND_OF_OWN = {"OTH01": "SUGGESTION", "OTH02": "REPORT"}

Source = Literal["gold", "older", "copy", "written", "own"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text with targets by head: (values, weights); a head that is not told is not learnt."""

    text: str
    targets: dict[str, tuple[np.ndarray, np.ndarray]]
    source: Source = "own"

    @property
    def gold(self) -> bool:
        """A real text labelled by reading: temperatures are set on these."""
        return self.source == "gold"

    @property
    def testable(self) -> bool:
        """Labelled in full, real or of our own, so that folds may test it."""
        return self.source in ("gold", "written")


def outputs() -> dict[str, tuple[str, ...]]:
    """The heads of the second stage with the names of their outputs."""
    return {
        "kind": KINDS, "category": category_codes(), "emotion": EMOTIONS, "motive": MOTIVES,
        "cause": CAUSES, "tone": POLARITIES, "demands": tuple(cue_lists("demands")),
        "flags": FLAGS, "intensity": ("INTENSITY",),
    }  # fmt: skip


def _share(codes: Sequence[str], first: str, second: str | None = None) -> np.ndarray:
    values = np.zeros(len(codes))
    values[codes.index(first)] = 1.0
    if second in codes and second != first:
        values *= 1 - SECOND_SHARE
        values[codes.index(second)] += SECOND_SHARE
    return values


def _marks(codes: Sequence[str], told: frozenset[str]) -> np.ndarray:
    return np.array([float(code in told) for code in codes])


def _even(width: int, weight: float = 1.0) -> np.ndarray:
    return np.full(width, weight)


def of_label(text: str, label: Label, source: Source = "gold") -> Lesson:
    """Everything that was written down about one text."""
    names = outputs()
    second = label.l2[1] if len(label.l2) > 1 else None
    told = {
        "kind": _share(names["kind"], label.kind),
        "category": _share(names["category"], label.l2[0], second),
        "emotion": _share(names["emotion"], label.emotion, label.emotion2),
        "motive": _share(names["motive"], label.motive),
        "cause": _share(names["cause"], label.cause),
        "tone": _share(names["tone"], label.polarity),
        "demands": _marks(names["demands"], label.demands),
        "flags": _marks(names["flags"], label.flags),
        "intensity": np.array([label.intensity]),
    }
    targets = {name: (values, _even(len(values))) for name, values in told.items()}
    return Lesson(text, targets, source)


def _own(text: str, weight: float, **codes: str) -> Lesson:
    names = outputs()
    targets = {}
    for head, code in codes.items():
        values = _share(names[head], code)
        targets[head] = (values, _even(len(values), weight))
    return Lesson(text, targets)


def _own_categories() -> list[Lesson]:
    lessons = []
    for text, code in seeds("category_seeds") + seeds("finance_seeds"):
        tone = OWN_POLARITY.get(code, "negative")
        kind = KIND_OF_OWN.get(code, "COMPLAINT")
        lessons.append(_own(text, OWN_CATEGORY, category=code, kind=kind, tone=tone))
    return lessons


def _own_demands() -> list[Lesson]:
    codes, lessons = outputs()["demands"], []
    for text, code in seeds("demand_seeds"):
        values = _share(codes, code)
        weights = np.where(values > 0, OWN_DEMAND, OTHER_DEMANDS)
        lessons.append(Lesson(text, {"demands": (values, weights)}))
    return lessons


def own_lessons() -> list[Lesson]:
    """Our own sentences: what real texts seldom or never say."""
    lessons = _own_categories() + _own_demands()
    lessons += [_own(text, OWN_KIND, kind=code) for text, code in seeds("kind_seeds")]
    lessons += [_own(text, OWN_MOOD, emotion=code) for text, code in seeds("mood_seeds")]
    for text, value in seeds("intensity_seeds"):
        targets = {"intensity": (np.array([float(value)]), _even(1, OWN_INTENSITY))}
        lessons.append(Lesson(text, targets))
    return lessons


def felt_lessons(corpora: Corpora, known: Sequence[str]) -> list[Lesson]:
    """The older set without the texts that are also among ours."""
    names, seen = outputs(), {normal(text) for text in known}
    felt, lessons = gold(corpora), []
    rows = zip(felt.texts, felt.emotions, felt.intensities, felt.polarities, strict=True)
    for text, emotion, intensity, polarity in rows:
        if normal(text) in seen:
            continue
        told = {
            "emotion": _share(names["emotion"], emotion),
            "intensity": np.array([intensity]),
            "tone": _share(names["tone"], polarity),
        }
        targets = {name: (v, _even(len(v))) for name, v in told.items()}
        lessons.append(Lesson(text, targets, "older"))
    return lessons


def written_lessons() -> list[Lesson]:
    """Texts of our own that were labelled like real ones.

    Those that name no matter teach no category: what cannot be told is to stay unsure.
    """
    lessons = []
    for text, label in zip(*written(), strict=True):
        lesson = of_label(text, label, "written")
        if label.l2[0] == NO_MATTER:
            del lesson.targets["category"]
        lessons.append(lesson)
    return lessons


def liked_lessons(corpora: Corpora, known: Sequence[str]) -> list[Lesson]:
    """Reviews with a good mark: nearly all labelled texts are complaints, and praise must be known.

    None that is kept back for the figures of the raw heads, none that was labelled by reading.
    """
    seen, lessons = {normal(text) for text in known}, []
    for name, most in LIKED.items():
        rows = [row["text"] for row in corpora.rows(name) if row["label"] in GOOD]
        fresh = [text for text in rows if normal(text) not in seen and not kept_back(text)]
        chance = np.random.default_rng(SEED)
        lessons += [
            _own(fresh[at], OWN_PRAISE, kind="PRAISE", tone="positive")
            for at in chance.permutation(len(fresh))[:most]
        ]
    return [Lesson(lesson.text, lesson.targets, "older") for lesson in lessons]


def unmarked(lesson: Lesson) -> Lesson:
    """The same said without punctuation: who types in haste means no less."""
    targets = {name: (v, w * UNMARKED) for name, (v, w) in lesson.targets.items()}
    text = "".join(char for char in lesson.text if char not in MARKS)
    return Lesson(text, targets, "copy")


def all_lessons(corpora: Corpora, labelled: Labelled) -> list[Lesson]:
    """Lessons of the train rows, the older set and our own sentences; never of a dev row."""
    rows = zip(labelled.train.texts, labelled.train.labels, strict=True)
    told = [of_label(text, label) for text, label in rows]
    ours = written_lessons()
    copies = [unmarked(lesson) for lesson in told[::2] + ours]  # half of the real: enough
    own = ours + own_lessons()
    felt = felt_lessons(corpora, labelled.texts) + liked_lessons(corpora, labelled.texts)
    return told + copies + felt + own

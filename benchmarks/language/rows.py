"""The rows tools are judged on: the very ones our training keeps back, and none it has seen."""

import random
from dataclasses import dataclass
from pathlib import Path

from sentiment.training.corpora import Corpora, normal
from sentiment.training.gold import seeds
from sentiment.training.heads import OWN_POLARITY, split
from sentiment.training.labelled import Labelled as Complaints
from sentiment.training.labels import Labelled, polarity_texts

SEED = 20261122
FILES = {
    "hotel": "hotel",
    "waimai": "waimai_10k",
    "shopping": "shopping_10",
    "bank ±": "bank",
}
LABELLED, LETTERS = "texts labelled for this project", "citizens' letters labelled by rule"


@dataclass(frozen=True, slots=True)
class Rows:
    """What tools are trained on and judged by; `files` have two classes, `complaints` neutrals."""

    training: Labelled
    files: dict[str, Labelled]
    complaints: dict[str, Labelled]


def rows(data: Path | None, most: int) -> Rows:
    """Training rows and at most so many judged rows a file; without data only our own sentences."""
    if data is None:
        return Rows(_own(), {}, {})
    corpora, dice = Corpora(data), random.Random(SEED)
    parts = {name: split(found) for name, found in polarity_texts(corpora).items()}
    training = [row for train, _ in parts.values() for row in train]
    seen = {normal(text) for text, _ in training}
    kept = {
        name: [row for row in back if normal(row[0]) not in seen]
        for name, (_, back) in parts.items()
    }
    files = {
        title: _some([row for row in kept[name] if row[1] != "neutral"], most, dice)
        for title, name in FILES.items()
    }
    labelled = Complaints.load(corpora).dev
    read = [
        (text, label.polarity) for text, label in zip(labelled.texts, labelled.labels, strict=True)
    ]
    complaints = {
        LABELLED: [row for row in read if normal(row[0]) not in seen],
        LETTERS: _some(kept["government"], most, dice),
    }
    dice.shuffle(training)
    return Rows(training, files, complaints)


def _some(found: Labelled, most: int, dice: random.Random) -> Labelled:
    return found if len(found) <= most else dice.sample(found, most)


def _own() -> Labelled:
    """Our own sentences: enough to build the usual stack and time it, not to judge it."""
    return [(text, OWN_POLARITY.get(code, "negative")) for text, code in seeds("mood_seeds")]

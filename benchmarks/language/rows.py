"""The rows tools are judged on: the very ones our training keeps back, and none it has seen."""

import random
from dataclasses import dataclass
from pathlib import Path

from sentiment.training.corpora import Corpora, normal
from sentiment.training.gold import seeds
from sentiment.training.labelled import Labelled as Complaints
from sentiment.training.tasks import kept_back, raw_tasks

SEED = 20261122
Labelled = list[tuple[str, str]]
FILES = {
    "hotel": "hotel",
    "waimai": "waimai_10k",
    "shopping": "shopping_10",
    "bank ±": "bank_bdci2021",
}
LETTERS = "government"
LABELLED, BY_RULE = "texts labelled for this project", "citizens' letters labelled by rule"
OWN_POLARITY = {"CALM": "neutral", "SATISFIED": "positive"}


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
    known = raw_tasks(corpora)["polarity3"].rows
    training = [(text, label) for text, label, _ in known if not kept_back(text)]
    read = Complaints.load(corpora)
    training += _labelled(read.train)
    seen = {normal(text) for text, _ in training}
    back: dict[str, Labelled] = {}
    for text, label, source in known:
        if normal(text) not in seen:
            back.setdefault(source, []).append((text, label))
    files = {
        title: _some([row for row in back[name] if row[1] != "neutral"], most, dice)
        for title, name in FILES.items()
    }
    complaints = {
        LABELLED: [row for row in _labelled(read.dev) if normal(row[0]) not in seen],
        BY_RULE: _some(back[LETTERS], most, dice),
    }
    dice.shuffle(training)
    return Rows(training, files, complaints)


def _labelled(read: Complaints) -> Labelled:
    """Texts that were read and labelled, with their polarity."""
    return [(text, one.polarity) for text, one in zip(read.texts, read.labels, strict=True)]


def _some(found: Labelled, most: int, dice: random.Random) -> Labelled:
    return found if len(found) <= most else dice.sample(found, most)


def _own() -> Labelled:
    """Our own sentences: enough to build the usual stack and time it, not to judge it."""
    return [(text, OWN_POLARITY.get(code, "negative")) for text, code in seeds("mood_seeds")]

"""Complaints read and labelled one by one: labels in `gold/`, texts in the collections.

All readers were language models that followed docs/labelling.md: their agreement flatters,
compared with what people would reach.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .corpora import Corpora, normal
from .readers import by_most

FOLDER = Path(__file__).parent / "gold"
OWN = Path(__file__).parent / "data"
SHA_DIGITS = 12
DEV_SHARE = 3  # one text in three


class GoldError(RuntimeError):
    """A labelled row has lost its text; the message names the row."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader wrote down about one text."""

    row: str  # collection/part/number
    sha1: str
    kind: str
    l2: tuple[str, ...]  # the primary code first
    polarity: str
    emotion: str
    emotion2: str | None
    intensity: float
    demands: frozenset[str]
    cause: str
    motive: str
    flags: frozenset[str]

    @property
    def dev(self) -> bool:
        """True for the third that is only for figures, by the text's checksum."""
        return is_dev(self.sha1)


def is_dev(sha1: str) -> bool:
    """One text in three, by its content, so the same ones for ever."""
    return int(sha1[:8], 16) % DEV_SHARE == 0


def _codes(told: str) -> frozenset[str]:
    return frozenset(told.split(",")) - {"-"}


def label_of(row: Mapping[str, str]) -> Label:
    """One line of a label file."""
    return Label(
        row=row["row"],
        sha1=row["sha1"],
        kind=row["kind"],
        l2=tuple(code for code in (row["l2"], row["l2b"]) if code != "-"),
        polarity=row["polarity"],
        emotion=row["emotion"],
        emotion2=None if row["emotion2"] == "-" else row["emotion2"],
        intensity=float(row["intensity"]),
        demands=_codes(row["demands"]),
        cause=row["cause"],
        motive=row["motive"],
        flags=_codes(row["flags"]),
    )


def labels(name: str = "complaints") -> list[Label]:
    """The labels of one file of `gold/`: complaints, or second_reader with 200 of them."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return [label_of(row) for row in csv.DictReader(lines, delimiter="\t")]


def further_readings() -> dict[str, list[Label]]:
    """What a second and a third reader say, by row: `gold/further_readers.tsv`.

    They read every row that is for figures only, and of the others those where fits that had not
    seen them were furthest from the first reader.
    """
    read: dict[str, list[Label]] = {}
    with (FOLDER / "further_readers.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            read.setdefault(row["row"], []).append(label_of(row))
    return read


def written(name: str = "written") -> tuple[list[str], list[Label]]:
    """Texts of our own with their labels, for matters that public collections seldom hold.

    Args: name, "written" for those that teach, "kept_back" for those that only measure threats
    and harm.
    """
    with (OWN / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = [row["text"] for row in rows]
    labels_of = [label_of({"row": "written", "sha1": sha1(row["text"]), **row}) for row in rows]
    return told, labels_of


def texts(corpora: Corpora, told: Iterable[Label]) -> list[str]:
    """The texts of labels, checked.

    Raises: GoldError when a row is missing or holds another text than the one that was labelled.
    """
    read: dict[tuple[str, str], list[str]] = {}
    found = []
    for label in told:
        name, part, number = label.row.split("/")
        if (name, part) not in read:
            read[name, part] = corpora.texts(name, part)
        rows = read[name, part]
        if int(number) >= len(rows) or sha1(rows[int(number)]) != label.sha1:
            raise GoldError(f"Row {label.row} is not the text that was labelled.")
        found.append(rows[int(number)])
    return found


def sha1(text: str) -> str:
    """The first digits of a text's checksum, as the label files hold them."""
    return hashlib.sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest()[:SHA_DIGITS]


@dataclass(frozen=True)
class Labelled:
    """Labels with their texts."""

    labels: list[Label]
    texts: list[str]

    @classmethod
    def load(cls, corpora: Corpora, name: str = "complaints") -> "Labelled":
        """All labels of one file with their texts; where three have read, as most of them say."""
        told = by_most(labels(name), further_readings())
        return cls(told, texts(corpora, told))

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def train(self) -> "Labelled":
        """Two texts in three."""
        return self._where([not label.dev for label in self.labels])

    @cached_property
    def dev(self) -> "Labelled":
        """One text in three: for figures only."""
        return self._where([label.dev for label in self.labels])

    def without(self, other: Iterable[str]) -> "Labelled":
        """All but those that are also among other texts, compared by letters and digits."""
        known = {normal(text) for text in other}
        return self._where([normal(text) not in known for text in self.texts])

    def _where(self, wanted: list[bool]) -> "Labelled":
        chosen = [index for index, yes in enumerate(wanted) if yes]
        return Labelled([self.labels[i] for i in chosen], [self.texts[i] for i in chosen])

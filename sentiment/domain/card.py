"""The model card as data: what each head was trained on and how it does. Plain Python.

A card may be older than this code, or come from a training that left parts out: whatever is missing
or of another shape is empty here, never an error.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

READING = (
    "polarity", "emotion", "intensity", "category", "kind", "demands", "motive", "cause", "flags",
)  # fmt: skip
RAW = (
    "polarity3", "smp6", "gov7", "shop10", "bank3", "car10", "osm4", "nlpcc8", "moods5", "virus6",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClassFigure:
    """One class of a head on the rows behind it; shares from 0 to 1."""

    code: str
    rows: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Texts of like confidence: how sure the engine was, and how often rightly."""

    sure: float
    right: float
    rows: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """So many rows of one class that were told as another."""

    truth: str
    told: str
    rows: int
    share: float  # of the rows of the true class


@dataclass(frozen=True)
class Head:
    """One question the engine answers of a text."""

    name: str
    labels: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    licence: str = ""
    split: str = ""
    train: int = 0
    dev: int = 0
    figures: Mapping[str, float] | None = None
    confusion: tuple[tuple[int, ...], ...] = ()  # true × told
    classes: tuple[ClassFigure, ...] = ()
    reliability: tuple[Bin, ...] = ()
    weak: tuple[str, ...] = ()

    @property
    def told(self) -> Mapping[str, float]:
        return self.figures or {}

    @property
    def of_reading(self) -> bool:
        """Part of what a reading tells; otherwise a raw head that only feeds it."""
        return self.name in READING

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is taken for what, the most frequent first."""
        found = [
            Mistake(truth, told, rows, rows / max(1, sum(line)))
            for truth, line in zip(self.labels, self.confusion, strict=False)  # there may be none
            for told, rows in zip(self.labels, line, strict=True)
            if rows and told != truth
        ]
        return tuple(sorted(found, key=lambda mistake: -mistake.rows))


@dataclass(frozen=True, slots=True)
class Card:
    """The model as a whole."""

    version: str = ""
    trained: str = ""
    sha256: str = ""
    bytes: int = 0
    licence: str = ""
    heads: tuple[Head, ...] = ()
    agreement: Mapping[str, float] | None = None  # between the two modes, or between readers
    weak: tuple[str, ...] = ()

    def head(self, name: str) -> Head | None:
        return next((head for head in self.heads if head.name == name), None)


def card_of(data: Any) -> Card:
    """Read a card; heads of the reading come first, each group in its usual order."""
    data = data if isinstance(data, dict) else {}
    told = data.get("heads")
    heads = [_head(str(name), each) for name, each in _items(told)]
    ranks = {name: rank for rank, name in enumerate(READING + RAW)}
    return Card(
        version=str(data.get("version") or ""),
        trained=str(data.get("trained") or data.get("date") or ""),
        sha256=str(data.get("sha256") or ""),
        bytes=_whole(data.get("bytes")),
        licence=_words(data.get("licence")),
        heads=tuple(sorted(heads, key=lambda head: ranks.get(head.name, len(ranks)))),
        agreement=_numbers(data.get("agreement")),
        weak=_texts(data.get("weak")),
    )


def _head(name: str, data: Any) -> Head:
    data = data if isinstance(data, dict) else {}
    labels, rows = _texts(data.get("labels")), data.get("rows")
    rows = rows if isinstance(rows, dict) else {}
    return Head(
        name=name,
        labels=labels,
        data=_texts(data.get("data")),
        licence=_words(data.get("licence")),
        split=_words(data.get("split")),
        train=_whole(rows.get("train")),
        dev=_whole(rows.get("dev")),
        figures=_numbers(data.get("figures")),
        confusion=_square(data.get("confusion"), len(labels)),
        classes=tuple(_class(code, each) for code, each in _items(data.get("per_class"))),
        reliability=tuple(_bins(data.get("reliability"))),
        weak=_texts(data.get("weak")),
    )


def _class(code: str, data: Any) -> ClassFigure:
    told = _numbers(data)
    shares = (told.get(name, 0.0) for name in ("precision", "recall", "f1"))
    return ClassFigure(code, _whole(told.get("rows")), *shares)


def _bins(data: Any) -> Iterable[Bin]:
    for row in data if isinstance(data, list | tuple) else ():
        fits = isinstance(row, list | tuple) and len(row) == 3 and all(map(_is_number, row))
        if fits and row[2]:
            yield Bin(float(row[0]), float(row[1]), int(row[2]))


def _square(data: Any, size: int) -> tuple[tuple[int, ...], ...]:
    """The matrix, or nothing where it does not fit the labels."""
    rows = data if isinstance(data, list | tuple) else ()
    fits = len(rows) == size and all(
        isinstance(row, list | tuple) and len(row) == size and all(map(_is_number, row))
        for row in rows
    )
    return tuple(tuple(int(cell) for cell in row) for row in rows) if fits else ()


def _items(data: Any) -> list[tuple[str, Any]]:
    return [(str(key), value) for key, value in data.items()] if isinstance(data, dict) else []


def _numbers(data: Any) -> dict[str, float]:
    return {key: float(value) for key, value in _items(data) if _is_number(value)}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _texts(data: Any) -> tuple[str, ...]:
    if isinstance(data, str):
        return (data,) if data else ()
    return tuple(str(each) for each in data) if isinstance(data, list | tuple) else ()


def _words(data: Any) -> str:
    return " ".join(_texts(data))


def _whole(data: Any) -> int:
    return int(data) if _is_number(data) else 0

"""One head of the card as the page shows it: figures with words, what is taken for what, trust."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sentiment.domain.card import Bin, Card, Head
from sentiment.reports.cautions import told
from sentiment.reports.classes import ClassLine, Group, classes_of, groups_of
from sentiment.reports.names import Names, head_name, head_question
from sentiment.reports.senses import Line, leading, levels_of
from ui.words import percent

WIDEST = 12  # classes a matrix is still readable with
MISTAKES = 8
OFF = 0.03  # gap of confidence that matters


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of the list of heads."""

    name: str
    title: str
    lead: Line | None
    of_reading: bool


@dataclass(frozen=True, slots=True)
class Cell:
    rows: int
    share: float
    right: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One true class: what it was told as."""

    name: str
    rows: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything shown of one head; what the card lacks is empty."""

    head: Head
    title: str
    question: str
    lines: tuple[Line, ...]
    lines_two: tuple[Line, ...]  # of level two, where the head has one
    columns: tuple[str, ...]
    matrix: tuple[Row, ...]
    mistakes: tuple[tuple[str, str, int, float], ...]
    classes: tuple[ClassLine, ...]
    groups: tuple[Group, ...]  # the classes of level two
    curve: dict[str, Any]
    weak: tuple[str, ...]
    split: str
    data: tuple[str, ...]
    bins: tuple[Bin, ...]


def bins_of(head: Head) -> tuple[Bin, ...]:
    """How sure and how right; a number on a scale has no confidence of its own."""
    return () if head.name == "intensity" else head.reliability


def choices(card: Card) -> list[Choice]:
    return [
        Choice(head.name, head_name(head.name), leading(head.told), head.of_reading)
        for head in card.heads
    ]


def sheet_of(head: Head, names: Names) -> Sheet:
    readable = len(head.labels) <= WIDEST
    own, two = levels_of(head.told)
    return Sheet(
        head=head,
        title=head_name(head.name),
        question=head_question(head.name),
        lines=tuple(own),
        lines_two=tuple(two),
        columns=tuple(map(names.of, head.labels)) if readable and head.confusion else (),
        matrix=_matrix(head, names) if readable else (),
        mistakes=tuple(
            (names.of(each.truth), names.of(each.told), each.rows, each.share)
            for each in head.mistakes[:MISTAKES]
        ),
        classes=classes_of(head, names),
        groups=groups_of(head, names),
        curve=curve(bins_of(head)),
        weak=tuple(map(told, head.weak)),
        split=told(head.split),
        data=tuple(map(told, head.data)),
        bins=bins_of(head),
    )


def _matrix(head: Head, names: Names) -> tuple[Row, ...]:
    rows = []
    for place, line in enumerate(head.confusion):
        whole = sum(line)
        cells = [Cell(n, n / whole if whole else 0.0, at == place) for at, n in enumerate(line)]
        rows.append(Row(names.of(head.labels[place]), whole, tuple(cells)))
    return tuple(rows)


def curve(bins: tuple[Bin, ...]) -> dict[str, Any]:
    """The reliability curve as a chart: how often right at each confidence, beside the ideal."""
    x = [percent(each.sure) for each in bins]
    return {
        "x": x,
        "min": 0,
        "max": 100,
        "series": [
            {"name": _("really right"), "values": [round(100 * each.right, 1) for each in bins]},
            {
                "name": _("as it should be"), "color": "c2", "dash": True,
                "values": [round(100 * each.sure, 1) for each in bins],
            },
        ],
    }  # fmt: skip


def confidence_words(bins: tuple[Bin, ...]) -> str:
    """Whether the engine is surer than it should be, in one sentence."""
    rows = sum(each.rows for each in bins)
    if not rows:
        return ""
    gap = sum((each.sure - each.right) * each.rows for each in bins) / rows
    if gap > OFF:
        return _("It is surer of itself than it should be: take a high confidence with care.")
    if gap < -OFF:
        return _("It is right more often than it says: its confidence is modest.")
    if sum(abs(each.sure - each.right) * each.rows for each in bins) / rows > OFF:
        return _("Its confidence fits on average, but not at every level: compare the curves.")
    return _("When it says 80 of 100, it is right about that often: its confidence can be used.")


def mistake_words(sheet: Sheet) -> str:
    """The most frequent mistake, in one sentence."""
    if not sheet.mistakes:
        return ""
    truth, taken, rows, share = sheet.mistakes[0]
    said = _("Most often '%(truth)s' is taken for '%(told)s': %(rows)s rows, %(share)s of them.")
    return said % {"truth": truth, "told": taken, "rows": rows, "share": percent(share)}

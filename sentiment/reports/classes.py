"""Class by class: what is found and what is told rightly, level two under its level one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentiment.domain.card import ClassFigure, Head
from sentiment.reports.names import Names
from ui.words import percent

FEW = 30  # rows below which a figure is rough


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class; without rows nothing was measured, and its shares say nothing."""

    name: str
    figure: ClassFigure

    @property
    def few(self) -> bool:
        return self.figure.rows < FEW

    @property
    def measured(self) -> bool:
        return self.figure.rows > 0


@dataclass(frozen=True, slots=True)
class Group:
    """The classes of level two that lie under one of level one."""

    name: str
    lines: tuple[ClassLine, ...]


def classes_of(head: Head, names: Names) -> tuple[ClassLine, ...]:
    """All classes of the head's own level, unmeasured ones too; the most rows come first."""
    told = {each.code: each for each in head.classes}
    missing = [ClassFigure(code, 0, 0.0, 0.0, 0.0) for code in head.labels if code not in told]
    own = [each for each in told.values() if names.above(each.code) not in told]
    return _lines([*own, *(missing if told else ())], names)


def groups_of(head: Head, names: Names) -> tuple[Group, ...]:
    """Level two under each class of level one; none where the head has only one level."""
    found = []
    for line in classes_of(head, names):
        below = [each for each in head.classes if names.above(each.code) == line.figure.code]
        if below:
            found.append(Group(line.name, _lines(below, names)))
    return tuple(found)


def _lines(figures: Iterable[ClassFigure], names: Names) -> tuple[ClassLine, ...]:
    ranked = sorted(figures, key=lambda figure: -figure.rows)
    return tuple(ClassLine(names.of(each.code), each) for each in ranked)


def class_words(lines: Sequence[ClassLine]) -> str:
    """Which class is read worst, in the words of the table, and how many rest on few rows."""
    solid = [line for line in lines if not line.few]
    said = []
    if len(solid) > 1:
        worst = min(solid, key=lambda line: line.figure.f1)
        said.append(
            _("'%(name)s' is read worst, both %(both)s: found %(found)s, right if told %(right)s.")
            % {
                "name": worst.name,
                "both": percent(worst.figure.f1),
                "found": percent(worst.figure.recall),
                "right": percent(worst.figure.precision),
            }
        )
    if few := len(lines) - len(solid):
        said.append(
            ngettext(
                "%(n)s class has fewer than %(few)s rows behind it: its figures are rough.",
                "%(n)s classes have fewer than %(few)s rows behind them: their figures are rough.",
                few,
            )
            % {"n": few, "few": FEW}
        )
    return " ".join(said)

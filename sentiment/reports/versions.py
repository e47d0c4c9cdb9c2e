"""What the page of versions shows: a candidate beside the active version, and what it moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from complaints.domain.masking import mask_staff, mask_text
from sentiment.domain.corrections import FEWEST, LEARNT, SEVERAL
from sentiment.judged import LABELS, all_names, type_of_names, word_of
from sentiment.models import Correction, EngineVersion, ShadowSample

PARTS = ("all", "disputed", "undisputed")
SHOWN = 30  # samples of a shadow run
OPENING = 120  # characters of a sample
SAME = 0.0005


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure of both versions on the same rows; None where there are no rows."""

    rows: int
    active: float | None
    candidate: float | None
    error: bool = False  # a mean error: less is better

    @property
    def verdict(self) -> str:
        """better, worse, same, or nothing to say."""
        if self.active is None or self.candidate is None:
            return ""
        gain = (self.candidate - self.active) * (-1 if self.error else 1)
        return "same" if abs(gain) < SAME else "better" if gain > 0 else "worse"


@dataclass(frozen=True, slots=True)
class Line:
    """One field: on all rows, on disputed and undisputed ones, and class by class."""

    label: str
    all: Pair
    disputed: Pair
    undisputed: Pair
    learnt: bool
    several: bool  # codes: the figure is the share of them in common
    moved: int | None
    classes: list[tuple[str, Pair]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One text on which two versions disagree, masked."""

    label: str
    active: str
    candidate: str
    text: str
    reference: str


def comparison(version: EngineVersion) -> list[Line]:
    """The stored results of a candidate, field by field."""
    names = all_names()
    fields = version.card.get("fields", {})
    learnt = version.card.get("heads", ())
    return [_line(each, fields[each], names, each in learnt) for each in LEARNT if each in fields]


def _line(field: str, figures: dict[str, Any], names: type_of_names, learnt: bool) -> Line:
    error = field == "intensity"
    pairs = {part: Pair(**figures[part], error=error) for part in PARTS}
    classes = [
        (word_of(field, code, names), Pair(**pair))
        for code, pair in figures.get("classes", {}).items()
    ]
    classes.sort(key=lambda each: -each[1].rows)
    return Line(
        str(LABELS[field]),
        **pairs,
        learnt=learnt,
        several=field in SEVERAL,
        moved=figures.get("moved"),
        classes=classes,
    )


def samples(version: EngineVersion) -> Iterator[Sample]:
    """Differences of a shadow run to look at; administrators see all complaints."""
    names = all_names()
    rows = ShadowSample.objects.filter(version=version).select_related("contact__complaint")
    for each in rows.order_by("-pk")[:SHOWN]:
        yield Sample(
            label=str(LABELS[each.field]),
            active=word_of(each.field, each.active, names),
            candidate=word_of(each.field, each.candidate, names),
            text=mask_staff(mask_text(each.contact.text))[:OPENING],
            reference=each.contact.complaint.reference,
        )


@dataclass(frozen=True, slots=True)
class Stock:
    """How many corrections of a field are in force, and whether they may be enough."""

    label: str
    count: int
    enough: bool


def stock() -> list[Stock]:
    """Corrections to learn from, by field, the most first. A third of them is held back."""
    rows = Correction.objects.in_force().filter(field__in=LEARNT).values_list("field")
    counts = dict(rows.annotate(n=Count("pk")))
    return [
        Stock(str(LABELS[field]), counts.get(field, 0), counts.get(field, 0) * 2 / 3 >= FEWEST)
        for field in sorted(LEARNT, key=lambda each: -counts.get(each, 0))
    ]

"""What most of three readers say of rows that three have read: one is sometimes wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from .labelled import Label

MOST = 2  # of three readers
FIELDS = ("kind", "polarity", "emotion", "cause", "motive")
Told = TypeVar("Told")


def agreed(first: "Label", others: Sequence["Label"]) -> "Label":
    """One label from three: each field as most say, where all differ as the first one does.

    The intensity is the one in the middle; a demand, a flag, a second category or emotion stands
    where two of three name it.
    """
    told = [first, *others]
    primary = _most([one.l2[0] for one in told])
    emotion = _most([one.emotion for one in told])
    second = _second([one.l2 for one in told], primary)
    return replace(
        first,
        **{name: _most([getattr(one, name) for one in told]) for name in FIELDS},
        l2=(primary, second) if second else (primary,),
        emotion2=_second([(one.emotion, one.emotion2) for one in told], emotion),
        intensity=median(one.intensity for one in told),
        demands=_shared([one.demands for one in told]),
        flags=_shared([one.flags for one in told]),
    )


def by_most(told: Iterable["Label"], further: Mapping[str, Sequence["Label"]]) -> list["Label"]:
    """Labels of one reader, those of rows that others have read as well as most say."""
    return [agreed(one, further[one.row]) if one.row in further else one for one in told]


def _most(told: Sequence[Told]) -> Told:
    value, count = Counter(told).most_common(1)[0]
    return value if count >= MOST else told[0]


def _shared(told: Sequence[frozenset[str]]) -> frozenset[str]:
    counts = Counter(code for codes in told for code in codes)
    return frozenset(code for code, count in counts.items() if count >= MOST)


def _second(told: Sequence[Sequence[str | None]], first: str) -> str | None:
    """What two readers name, first or second, beside what is told as the first."""
    counts = Counter(code for codes in told for code in codes if code not in (first, None))
    return next((code for code, count in counts.most_common(1) if count >= MOST), None)

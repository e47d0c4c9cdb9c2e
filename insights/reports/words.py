"""What complainants talk of in a window of days, against the window before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, log, sqrt
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from sentiment.engine.wording import Counts, count_words, names_person, phrases, rank, says_little
from sentiment.models import Reading

MOST_TEXTS = 4_000  # looked at of each window; of more, every n-th is taken
LISTED, CLOUD, PHRASES = 60, 80, 24
LEAST = 3  # texts: what fewer people said is not shown, for it may tell of one
SIZES = 6
SURE = 1.96  # a change is told when chance alone would bring it in one case of twenty


@dataclass(frozen=True, slots=True)
class Line:
    """One word. `share` is of the texts looked at; `change` is against the window before."""

    word: str
    texts: int
    share: float
    change: float | None  # None: it was not said before
    told: bool  # the change is more than chance

    @property
    def percent(self) -> float | None:
        return None if self.change is None else 100 * self.change


@dataclass(frozen=True, slots=True)
class Sized:
    """A word of the cloud and its size, 1 to 6."""

    word: str
    texts: int
    size: int


@dataclass(frozen=True, slots=True)
class Words:
    """What a page shows; `read` of `texts` were looked at."""

    texts: int
    read: int
    before: int
    lines: list[Line]
    most: float  # the greatest share of a line
    cloud: list[Sized]
    phrases: list[Line]


def words(readings: QuerySet[Reading], *, days: int, today: date) -> Words:
    """Count the last so many days, today included, and the same number of days before them."""
    end = _midnight(today + timedelta(days=1))
    middle = end - timedelta(days=days)
    now, total = _counts(readings, middle, end)
    old, _ = _counts(readings, middle - timedelta(days=days), middle)
    ranked = [word for word, _ in rank(now, least=LEAST)[: 3 * CLOUD]]
    shown = [word for word in ranked if not (names_person(word) or says_little(word))][:CLOUD]
    pairs = [(w, n) for w, n in phrases(now, least=LEAST)[: 2 * PHRASES] if not names_person(w)]
    before = {a + b: n for (a, b), n in old.pairs.items()}
    lines = [_line(w, now.words[w], old.words[w], now, old) for w in shown[:LISTED]]
    return Words(
        texts=total,
        read=now.texts,
        before=old.texts,
        lines=lines,
        most=max((line.share for line in lines), default=0.0),
        cloud=_cloud({word: now.words[word] for word in shown}),
        phrases=[_line(w, n, before.get(w, 0), now, old) for w, n in pairs[:PHRASES]],
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _counts(readings: QuerySet[Reading], start: datetime, end: datetime) -> tuple[Counts, int]:
    said = readings.filter(occurred_at__gte=start, occurred_at__lt=end)
    total = said.count()
    return count_words(_texts(said, total)), total


def _texts(said: QuerySet[Reading], total: int) -> Iterator[str]:
    step = ceil(total / MOST_TEXTS)
    if step > 1:
        said = said.annotate(place=F("pk") % step).filter(place=0)
    yield from said.values_list("contact__text", flat=True).order_by("pk").iterator(1000)


def _line(word: str, texts: int, before: int, now: Counts, old: Counts) -> Line:
    share = texts / now.texts
    if not before or not old.texts:
        return Line(word, texts, share, None, bool(old.texts) and _sure(texts, now, 0, old))
    change = share / (before / old.texts) - 1
    return Line(word, texts, share, change, _sure(texts, now, before, old))


def _sure(texts: int, now: Counts, before: int, old: Counts) -> bool:
    """Whether two shares differ by more than chance (two-proportion z test)."""
    both = (texts + before) / (now.texts + old.texts)
    spread = sqrt(both * (1 - both) * (1 / now.texts + 1 / old.texts))
    return bool(spread) and abs(texts / now.texts - before / old.texts) / spread >= SURE


def _cloud(counted: dict[str, int]) -> list[Sized]:
    """Sizes by the logarithm of the count, in the order of the alphabet of codes."""
    if not counted:
        return []
    low, high = log(min(counted.values())), log(max(counted.values()))
    width = (high - low) or 1.0
    sized = [
        Sized(word, n, 1 + round((SIZES - 1) * (log(n) - low) / width))
        for word, n in counted.items()
    ]
    return sorted(sized, key=lambda each: each.word)


def as_plain(report: Words) -> dict[str, Any]:
    """For templates and caches."""
    return {name: getattr(report, name) for name in Words.__slots__}

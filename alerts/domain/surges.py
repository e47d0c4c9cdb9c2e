"""Is this many more than usual? Growth against yesterday, and against the same weekday before.

Rule A01 (domain model 3.4): n24 grew by more than 200 % over the previous 24 hours, or lies above
mean + 3 sigma of the same weekday's windows with a Poisson upper tail below 0.001; n24 >= 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import fmean, pstdev
from typing import Any

from alerts.domain.rules import Held, condition
from alerts.domain.schema import Schema, number

FEWEST_WINDOWS = 4  # with fewer the usual is not known, and only growth decides


@dataclass(frozen=True, slots=True)
class Series:
    """Cases of one kind: the last 24 hours, the 24 before, and the same hours of weeks before."""

    category: str
    product: str
    department: int | None
    now: int
    before: int
    weeks: tuple[int, ...] = ()
    whole: bool = False  # the sum over all products and departments

    @property
    def subject(self) -> str:
        """What an alert about it is known by."""
        if self.whole:
            return f"surge:{self.category}"
        return f"surge:{self.category}:{self.product or '-'}:{self.department or '-'}"[:120]


@dataclass(frozen=True, slots=True)
class Usual:
    """What the weeks before lead to expect, and how unlikely the present count is."""

    mean: float
    limit: float  # mean + 3 sigma
    tail: float  # probability of so many or more


def growth(now: int, before: int) -> float:
    """1.0 is +100 %. A quiet day before counts as one case."""
    return (now - before) / max(before, 1)


def usual(now: int, weeks: Sequence[int], sigmas: float) -> Usual | None:
    """None when too few weeks are known. Sigma is at least that of a Poisson count."""
    if len(weeks) < FEWEST_WINDOWS:
        return None
    mean = fmean(weeks)
    expected = (sum(weeks) + 0.5) / len(weeks)  # never zero: weeks without a case prove little
    sigma = max(pstdev(weeks), sqrt(expected))
    return Usual(mean, mean + sigmas * sigma, poisson_tail(now, expected))


def poisson_tail(count: int, mean: float) -> float:
    """P(X >= count) for a Poisson count with this mean."""
    if count <= 0:
        return 1.0
    below = (exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(count))
    return max(0.0, 1.0 - sum(below))


@condition(
    "surge",
    about=Series,
    schema=Schema(
        {
            "growth": number(0),
            "sigmas": number(0),
            "tail": number(0, 1),
            "at_least": number(1),
        }
    ),
)
def surge(series: Series, given: Mapping[str, Any]) -> Held | None:
    """Enough cases, and either far more than the day before or more than weekdays explain."""
    if series.now < given["at_least"]:
        return None
    grown = growth(series.now, series.before)
    expected = usual(series.now, series.weeks, given["sigmas"])
    leap = series.before > 0 and grown > given["growth"]
    odd = expected and series.now > expected.limit and expected.tail < given["tail"]
    if not leap and not odd:
        return None
    seen: dict[str, Any] = {"now": series.now, "before": series.before, "growth": round(grown, 2)}
    if expected:
        seen |= {"mean": round(expected.mean, 2), "limit": round(expected.limit, 2)}
        seen |= {"tail": float(f"{expected.tail:.2g}"), "weeks": len(series.weeks)}
    return Held("surge", seen, series.now)


def telling(series: Sequence[Series]) -> list[Series]:
    """Drop the sum of a category where a single branch already explains half of it."""
    greatest: dict[str, int] = {}
    for each in series:
        if not each.whole:
            greatest[each.category] = max(each.now, greatest.get(each.category, 0))
    return [
        each for each in series if not each.whole or 2 * greatest.get(each.category, 0) < each.now
    ]

"""What was found in a batch as rows of numbers: what the second stage knows beside scores."""

from collections.abc import Sequence

import numpy as np

from .cues import WEIGHTS
from .evidence import Observed
from .scanner import (
    ASK,
    CONTACTED,
    CONTEXT,
    DEMAND,
    FLAG,
    ORDER,
    PRODUCT,
    PROMISE,
    RISK,
    TIME,
    Role,
)

COUNTED = {
    RISK: "risk", CONTEXT: "context", DEMAND: "demand", FLAG: "flag", ASK: "ask",
    PRODUCT: "product", ORDER: "order", CONTACTED: "contacted", TIME: "time", PROMISE: "promise",
}  # fmt: skip
BY_STRENGTH = (DEMAND, FLAG)  # channels whose cues are counted apart by strength
STRENGTHS = {weight: name for name, weight in WEIGHTS.items()}
MOST = 6  # finds of one kind that count
MOST_MARKS = 20
LOUDNESS = 0.5  # brings the loudness of categories to the size of the counts
LENGTH = 1 / 7


def kind_of(role: Role) -> str | None:
    """The name of the count a find belongs to; None when it is counted elsewhere."""
    channel = COUNTED.get(role.channel)
    if channel is None:
        return None
    if role.channel in BY_STRENGTH:
        return f"{channel}/{role.code}/{STRENGTHS[role.weight]}"
    return f"{channel}/{role.code}"


def kinds(roles: Sequence[Role]) -> list[str]:
    """All kinds of counts that the roles of a scanner know, in a fixed order."""
    return sorted({kind for kind in map(kind_of, roles) if kind})


class Inputs:
    """Turns finds into rows. The kinds are the model's; finds of other kinds are passed over."""

    def __init__(self, known: Sequence[str], roles: Sequence[Role]):
        place = {kind: at for at, kind in enumerate(known)}
        self._width = len(known)
        self._column = np.array([place.get(kind_of(role) or "", -1) for role in roles])

    def rows(self, seen: Observed) -> np.ndarray:
        """One row per text, float64 (texts, inputs): counts on a logarithmic scale."""
        texts = len(seen)
        marks = np.minimum(seen.marks, MOST_MARKS)
        return np.hstack([
            LOUDNESS * seen.category,
            np.log1p(seen.emotion.reshape(texts, -1)),
            np.log1p(seen.motive.reshape(texts, -1)),
            np.log1p(marks),
            LENGTH * np.log1p(seen.lengths)[:, None],
            np.log1p(self._counts(seen)),
        ])  # fmt: skip

    def _counts(self, seen: Observed) -> np.ndarray:
        finds = seen.scan.finds
        column = self._column.take(finds.role)
        known = (column >= 0).nonzero()[0]
        cell = finds.text[known] * self._width + column[known]
        counted = np.bincount(cell, minlength=len(seen) * self._width)
        return np.minimum(counted, MOST).reshape(len(seen), self._width)

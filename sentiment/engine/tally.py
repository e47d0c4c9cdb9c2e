"""Cues of a whole batch: the longest ones kept, counted by code, demands with their places."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .scanner import (
    ASK,
    CATEGORY,
    DEMAND,
    EMOTION,
    MOTIVE,
    PAIR,
    Finds,
    Role,
    kept_longest,
)
from .signs import DENIES_PRAISE, Signs

STRONG = 2.0
ASK_REACH = 12  # characters from a word of asking to what is asked for
SCORED = (EMOTION, CATEGORY, DEMAND, MOTIVE)
COUNTED = (EMOTION, CATEGORY, MOTIVE)


@dataclass(frozen=True, slots=True)
class Kept:
    """The cues of one channel that stay, by place."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    role: np.ndarray

    def where(self, keep: np.ndarray) -> "Kept":
        """Some of them."""
        return Kept(self.text[keep], self.start[keep], self.end[keep], self.role[keep])


class Tally:
    """Which role counts for which code. Read-only after construction."""

    def __init__(
        self, roles: Sequence[Role], bounds: Sequence[int], codes: dict[int, Sequence[str]]
    ):
        """`codes`: per channel the codes in the order of the result; others are not counted."""
        self._bounds = bounds
        self._channel = np.array([role.channel for role in roles], dtype=np.int64)
        self._pair = np.array([PAIR in role.word for role in roles], dtype=bool)
        self._strong = np.array([role.weight == STRONG for role in roles], dtype=bool)
        self._praise = np.array([role.code == "SATISFIED" for role in roles], dtype=bool)
        place = {(channel, code): at for channel in codes for at, code in enumerate(codes[channel])}
        self._code = np.array([place.get(role[:2], -1) for role in roles], dtype=np.int64)
        kinds: dict[tuple[int, str, str], int] = {}
        for role in roles:
            kinds.setdefault((role.channel, role.code, role.word), len(kinds))
        self._kind = np.array([kinds[role[0], role[1], role[3]] for role in roles], dtype=np.int64)
        weights = dict(zip(self._kind.tolist(), ~self._strong, strict=True))
        self._usual = np.array([weights[kind] for kind in range(len(kinds))], dtype=np.int64)
        of_kind = dict(zip(self._kind.tolist(), self._code.tolist(), strict=True))
        self._code_of_kind = np.array([of_kind[kind] for kind in range(len(kinds))], dtype=np.int64)
        self._width = {channel: len(found) for channel, found in codes.items()}

    def kept(self, finds: Finds, base: np.ndarray, size: int, signs: Signs) -> dict[int, Kept]:
        """The longest cues of each scored channel; praise behind a negator is none."""
        first, last = self._bounds[SCORED[0]], self._bounds[SCORED[-1] + 1]
        at = np.flatnonzero((finds.role >= first) & (finds.role < last))
        start, end, role = finds.start[at], finds.end[at], finds.role[at]
        aside = self._channel.take(role) * size  # channels do not meet
        keep = kept_longest(start + aside, end + aside, self._pair.take(role))
        start, end, role = start[keep], end[keep], role[keep]
        praise = np.flatnonzero(self._praise.take(role))
        denied = praise[(signs.bits[start[praise] - 1] & DENIES_PRAISE) != 0]
        if len(denied):
            start, end, role = (np.delete(each, denied) for each in (start, end, role))
        text = np.searchsorted(base, start, side="right") - 1
        edges = np.searchsorted(self._channel.take(role), [*SCORED, SCORED[-1] + 1]).tolist()
        return {
            channel: Kept(text[a:b], start[a:b], end[a:b], role[a:b])
            for channel, a, b in zip(SCORED, edges, edges[1:], strict=False)
        }

    def counts(self, channel: int, kept: Kept, texts: int) -> np.ndarray:
        """Different strong and usual cues of each code: float64 (texts, codes, 2)."""
        kinds, width = len(self._usual), self._width[channel]
        different = np.unique(kept.text * kinds + self._kind.take(kept.role))
        text, kind = different // kinds, different % kinds
        cell = (text * width + self._code_of_kind.take(kind)) * 2 + self._usual.take(kind)
        counted = np.bincount(cell, minlength=texts * width * 2)
        return counted.reshape(texts, width, 2)

    def demands(self, finds: Finds, kept: Kept, signs: Signs) -> Kept:
        """The first place of each demand, by text and code; a usual cue needs a word of asking."""
        asks = finds.end[(finds.role >= self._bounds[ASK]) & (finds.role < self._bounds[ASK + 1])]
        told = self._strong.take(kept.role)
        if len(asks):
            nearest = asks[np.maximum(np.searchsorted(asks, kept.start, side="right") - 1, 0)]
            gap = kept.start - nearest
            same = signs.sentences[nearest] == signs.sentences[kept.start]
            told |= (gap >= 0) & (gap <= ASK_REACH) & same
        said = kept.where(told)
        keys = said.text * self._width[DEMAND] + self._code.take(said.role)
        return said.where(np.unique(keys, return_index=True)[1])

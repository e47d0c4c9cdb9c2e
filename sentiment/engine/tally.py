"""Cues of a whole batch: the longest ones kept, counted by code, demands with their places."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from .scanner import ASK, CATEGORY, DEMAND, EMOTION, MOTIVE, PAIR, Finds, Role, Scan
from .signs import DENIES_PRAISE, Signs

STRONG = 2.0
ASK_REACH = 12  # characters from a word of asking to what is asked for
FEW = 50  # finds that are faster looked at one by one
SCORED = (EMOTION, CATEGORY, DEMAND, MOTIVE)


class Tally:
    """Which role counts for which code. Read-only after construction."""

    def __init__(self, roles: Sequence[Role], codes: dict[int, Sequence[str]]):
        """`codes`: per scored channel its codes, in the order of the result."""
        self._channel = np.array([role.channel for role in roles], dtype=np.int64)
        self._pair = np.array([PAIR in role.word for role in roles], dtype=bool)
        self._strong = np.array([role.weight == STRONG for role in roles], dtype=bool)
        self._praise = np.array([role.code == "SATISFIED" for role in roles], dtype=bool)
        columns = [(channel, code) for channel in SCORED for code in codes[channel]]
        place = {column: at for at, column in enumerate(columns)}
        self._column = np.array([place.get(role[:2], 0) for role in roles], dtype=np.int64)
        self._width = len(columns)
        edges = accumulate((len(codes[channel]) for channel in SCORED), initial=0)
        self._columns = dict(zip(SCORED, pairwise(edges), strict=True))
        kinds: dict[tuple[int, str, str], int] = {}
        for role in roles:
            kinds.setdefault((role.channel, role.code, role.word), len(kinds))
        self._kind = np.array([kinds[r.channel, r.code, r.word] for r in roles], dtype=np.int64)
        cell = np.zeros(len(kinds), dtype=np.int64)  # of several weights the last one counts
        cell[self._kind] = 2 * self._column + ~self._strong
        self._cell = cell

    def kept(self, scan: Scan, size: int, signs: Signs) -> Finds:
        """The longest cues of each scored channel, by channel and place.

        Praise behind a negator is none. `size`: code points of the batch.
        """
        found = scan.of(SCORED[0], SCORED[-1])
        aside = self._channel.take(found.role) * size  # channels do not meet
        pairs = self._pair.take(found.role)
        kept = found.some(kept_longest(found.start + aside, found.end + aside, pairs))
        denied = self._praise.take(kept.role)
        denied &= (signs.bits.take(kept.start - 1) & DENIES_PRAISE) != 0
        return kept.some(~denied) if denied.any() else kept

    def of(self, kept: Finds, channel: int) -> Finds:
        """The kept cues of one channel."""
        edges = self._channel.take(kept.role).searchsorted((channel, channel + 1))
        return kept.some(slice(*edges.tolist()))

    def counts(self, kept: Finds, texts: int) -> dict[int, np.ndarray]:
        """Different strong and usual cues of each code, by channel: (texts, codes, 2)."""
        kinds = len(self._cell)
        keys = kept.text * kinds + self._kind.take(kept.role)
        keys.sort()
        text, kind = np.divmod(keys[_first(keys)], kinds)
        cells = text * (2 * self._width) + self._cell.take(kind)
        counted = np.bincount(cells, minlength=texts * self._width * 2)
        counted = counted.reshape(texts, self._width, 2)
        return {channel: counted[:, a:b] for channel, (a, b) in self._columns.items()}

    def demands(self, scan: Scan, kept: Finds, signs: Signs) -> Finds:
        """The first place of each demand, by text and code; a usual cue needs a word of asking."""
        cues = self.of(kept, DEMAND)
        asks = np.sort(scan.of(ASK).end)
        told = self._strong.take(cues.role)
        if len(asks):
            nearest = asks[np.maximum(asks.searchsorted(cues.start, side="right") - 1, 0)]
            gap = cues.start - nearest
            same = signs.sentences.take(nearest) == signs.sentences.take(cues.start)
            told |= (gap >= 0) & (gap <= ASK_REACH) & same
        said = cues.some(told)
        keys = said.text * self._width + self._column.take(said.role)
        order = keys.argsort(kind="stable")
        return said.some(order[_first(keys[order])])


def _first(keys: np.ndarray) -> np.ndarray:
    """True where a key differs from the one before; the keys are sorted."""
    new = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return new


def kept_longest(start: np.ndarray, end: np.ndarray, pair: np.ndarray) -> np.ndarray:
    """What `scanner.longest` keeps, of many finds at once: True for those kept.

    Args: start, end, pair (True for pairs), each of all finds, by start, then longest first; texts
    and channels must not meet.
    """
    keep = pair.copy()
    left = (~keep).nonzero()[0]
    if len(left) > FEW:  # most are alone or in reach of one other: decided together
        first, last = start[left], end[left]
        reach = np.maximum.accumulate(last)
        new = np.ones(len(left), dtype=bool)
        new[1:] = first[1:] >= reach[:-1]
        heads = new.nonzero()[0]
        head = heads[new.cumsum() - 1]  # every find's head: the first of those it may overlap
        keep[left[(first == first[head]) & (last == last[head])]] = True
        left = left[first >= last[head]]
    at, until = -1, -1
    for number, first, last in zip(
        left.tolist(), start[left].tolist(), end[left].tolist(), strict=True
    ):
        if first >= until or (first == at and last == until):
            keep[number] = True
            at, until = first, last
    return keep

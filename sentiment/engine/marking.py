"""Which demands and flags are told of a text, and where it says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .cues import cue_lists
from .evidence import ACT_NOW, Observed
from .grounds import Grounds
from .judge import FLAGS
from .reading import Span
from .scanner import DEMAND, FLAG, Finds, Role
from .tally import STRONG

Place = tuple[int, int]
MOST_SPANS = 5  # places shown per flag
FLAG_WEIGHT = 1.0
_FLAG_AT = {flag: at for at, flag in enumerate(FLAGS)}
LOOK_BACK = 8  # letters before words of a demand
DECLINED = re.compile(
    r"(?:不用|不要|不需要|不想要?|不必|无需|无须|没有?要求|别给我|别再给我|不求|不是要|不是想要|不是为了"
    r"|已经?(?:收到|拿到|办理?了?|完成|给我|给予)了?)[^,。;!?\n]{0,2}$"
)
BRIEF = 12  # letters up to which demands are told by words alone: so little is no complaint yet
ALARM = 30  # letters up to which a word of the greatest weight raises its flag by itself: 煤气泄漏


@dataclass(frozen=True, slots=True)
class Levels:
    """From which probability on each code is told, alone and where words speak for it."""

    alone: np.ndarray
    backed: np.ndarray

    @classmethod
    def of(cls, settings: Mapping[str, Any], head: str, codes: Sequence[str]) -> "Levels":
        """Those of the model; what it does not name is told by words and by nothing else."""
        alone, backed = settings[f"{head}_from"], settings[f"{head}_backed"]
        return cls(
            np.array([alone.get(code, np.inf) for code in codes]),
            np.array([backed.get(code, 0.0) for code in codes]),
        )

    def told(self, p: np.ndarray, said: np.ndarray) -> np.ndarray:
        """What is told of each text, (texts, codes)."""
        return (p >= self.alone) | (said & (p >= self.backed))


class Marker:
    """Levels and word places of demands and flags. Read-only after construction."""

    def __init__(self, settings: Mapping[str, Any], roles: Sequence[Role]):
        self._demands = tuple(cue_lists("demands"))
        self._demand_levels = Levels.of(settings, "demands", self._demands)
        self._flag_levels = Levels.of(settings, "flags", FLAGS)
        place = {(DEMAND, code): at for at, code in enumerate(self._demands)}
        place |= {(FLAG, code): at for at, code in enumerate(FLAGS)}
        self._code = np.array([place.get((role.channel, role.code), -1) for role in roles])
        self._strong = np.array([role.weight == STRONG for role in roles])

    def demands(
        self, seen: Observed, p: np.ndarray, grounds: Grounds
    ) -> list[dict[str, Place | None]]:
        """Demands of each text with the place that shows each, or None.

        In brief texts words alone count.
        """
        said = np.zeros(p.shape, dtype=bool)
        for text, asked in enumerate(seen.demands):
            for code in asked:
                said[text, self._demands.index(code)] = True
        brief = (seen.lengths <= BRIEF)[:, None]
        told = np.where(brief, said, self._demand_levels.told(p, said))
        places = self._first_places(seen, told)
        found: list[dict[str, Place | None]] = [{} for _ in seen.demands]
        open_: list[tuple[int, int]] = []
        for text, at in zip(*map(np.ndarray.tolist, told.nonzero()), strict=True):
            code = self._demands[at]
            place = seen.demands[text].get(code) or places.get((text, at))
            if place is None:
                open_.append((text, at))
            elif DECLINED.search(seen.rows[text].folded, max(0, place[0] - LOOK_BACK), place[0]):
                continue
            found[text][code] = place
        for (text, at), place in _by_weight(grounds, "demands", open_):
            found[text][self._demands[at]] = place
        return found

    def _first_places(self, seen: Observed, told: np.ndarray) -> dict[tuple[int, int], Place]:
        places: dict[tuple[int, int], Place] = {}
        for text, at, place, _ in self._places(seen, seen.scan.of(DEMAND), told):
            places.setdefault((text, at), place)
        return places

    def flags(
        self,
        seen: Observed,
        p: np.ndarray,
        by_rule: Sequence[dict[str, tuple[Span, ...]]],
        grounds: Grounds,
    ) -> list[dict[str, tuple[Span, ...]]]:
        """Flags of each text with their places; of those that are not learnt, the rules'.

        In brief texts a pressing word is enough.
        """
        backed, pressing = np.zeros(p.shape, dtype=bool), np.zeros(p.shape, dtype=bool)
        for text, found in enumerate(by_rule):
            for flag in found.keys() & _FLAG_AT.keys():
                backed[text, _FLAG_AT[flag]] = True
                pressing[text, _FLAG_AT[flag]] = found[flag][0].weight >= ACT_NOW
        alarm = pressing & (seen.lengths <= ALARM)[:, None]
        told = self._flag_levels.told(p, backed) | alarm
        spans: dict[tuple[int, int], list[Span]] = {}
        for text, at, (start, end), strong in self._places(seen, seen.scan.of(FLAG), told):
            if strong:
                own = spans.setdefault((text, at), [])
                own.append(Span(start, end, "risk", FLAGS[at], FLAG_WEIGHT))
        result = [
            {flag: places for flag, places in found.items() if flag not in _FLAG_AT}
            for found in by_rule
        ]
        open_: list[tuple[int, int]] = []
        for text, at in zip(*map(np.ndarray.tolist, told.nonzero()), strict=True):
            shown = by_rule[text].get(FLAGS[at], ())
            known = {span[:2] for span in shown}
            shown += tuple(span for span in spans.get((text, at), ()) if span[:2] not in known)
            if shown:
                result[text][FLAGS[at]] = shown[:MOST_SPANS]
            else:
                open_.append((text, at))
        for (text, at), place in _by_weight(grounds, "flags", open_):
            if place:  # a flag without a word to show is not told
                result[text][FLAGS[at]] = (Span(*place, "risk", FLAGS[at], FLAG_WEIGHT),)
        return [dict(sorted(flags.items())) for flags in result]

    def _places(
        self, seen: Observed, finds: Finds, told: np.ndarray
    ) -> Iterator[tuple[int, int, Place, bool]]:
        """Text, code, place and strength of the finds that speak for something told."""
        code = self._code.take(finds.role)
        wanted = told[finds.text, code].nonzero()[0]
        base = seen.base[finds.text[wanted]]
        return zip(
            finds.text[wanted].tolist(),
            code[wanted].tolist(),
            zip((finds.start[wanted] - base).tolist(), (finds.end[wanted] - base).tolist(),
                strict=True),
            self._strong.take(finds.role[wanted]).tolist(),
            strict=True,
        )  # fmt: skip


def _by_weight(
    grounds: Grounds, head: str, asked: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Place | None]]:
    """Texts and outputs that no word shows, each with the clause that speaks loudest for it."""
    if not asked:
        return iter(())
    texts, outputs = zip(*asked, strict=True)
    return zip(asked, grounds.clauses(head, texts, outputs), strict=True)

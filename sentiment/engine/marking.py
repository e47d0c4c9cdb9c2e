"""Which demands and flags are told of a text, and where it says so."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .cues import cue_lists
from .evidence import Observed
from .judge import FLAGS
from .reading import Span
from .scanner import DEMAND, FLAG, Finds, Role
from .tally import STRONG

Place = tuple[int, int]
MOST_SPANS = 5  # places shown per flag
FLAG_WEIGHT = 1.0
BACKED = 0.3  # of the level of a demand that is enough where words ask for it
BRIEF = 30  # letters up to which demands are told by words alone: so little is no complaint yet


class Marker:
    """Levels and word places of demands and flags. Read-only after construction."""

    def __init__(self, settings: Mapping[str, Any], roles: Sequence[Role]):
        self._demands = tuple(cue_lists("demands"))
        self._demands_from: float = settings["demands_from"]
        by_rule = settings["demands_by_rule"]
        self._by_rule = np.array([code in by_rule for code in self._demands])
        levels: dict[str, float] = settings["flags_from"]
        self._flags_from = np.array([levels.get(flag, np.inf) for flag in FLAGS])
        backed: dict[str, float] = settings["flags_backed"]
        self._backed_from = np.array([backed.get(flag, np.inf) for flag in FLAGS])
        place = {(DEMAND, code): at for at, code in enumerate(self._demands)}
        place |= {(FLAG, code): at for at, code in enumerate(FLAGS)}
        self._code = np.array([place.get((role.channel, role.code), -1) for role in roles])
        self._strong = np.array([role.weight == STRONG for role in roles])

    def demands(self, seen: Observed, p: np.ndarray) -> list[dict[str, Place | None]]:
        """Demands of each text with the place that shows each, or None.

        Told is what is likely enough, or less likely but asked for in words; in brief texts, and
        where too few rows were learnt from, words alone count.
        """
        brief = (seen.lengths <= BRIEF)[:, None]
        told = (p >= self._demands_from) & ~brief
        by_rule = brief | self._by_rule | (p >= BACKED * np.asarray(self._demands_from))
        for text, said in enumerate(seen.demands):
            for code in said:
                at = self._demands.index(code)
                told[text, at] |= by_rule[text, at]
        places = self._first_places(seen, told)
        return [
            {self._demands[at]: said.get(self._demands[at]) or places.get((text, at))
             for at in row.nonzero()[0].tolist()}
            for text, (row, said) in enumerate(zip(told, seen.demands, strict=True))
        ]  # fmt: skip

    def _first_places(self, seen: Observed, told: np.ndarray) -> dict[tuple[int, int], Place]:
        places: dict[tuple[int, int], Place] = {}
        for text, at, place, _ in self._places(seen, seen.scan.of(DEMAND), told):
            places.setdefault((text, at), place)
        return places

    def flags(
        self, seen: Observed, p: np.ndarray, by_rule: Sequence[dict[str, tuple[Span, ...]]]
    ) -> list[dict[str, tuple[Span, ...]]]:
        """Flags of each text with their places.

        Of the learnt flags those that are likely, and likely enough where a rule backs them;
        of the others those of the rules.
        """
        backed = np.zeros(p.shape, dtype=bool)
        for text, found in enumerate(by_rule):
            for at, flag in enumerate(FLAGS):
                backed[text, at] = flag in found
        learnt = np.isfinite(self._flags_from)
        told = np.where(
            learnt, (p >= self._flags_from) | (backed & (p >= self._backed_from)), backed
        )
        spans: dict[tuple[int, int], list[Span]] = {}
        for text, at, (start, end), strong in self._places(seen, seen.scan.of(FLAG), told):
            if strong:
                own = spans.setdefault((text, at), [])
                own.append(Span(start, end, "risk", FLAGS[at], FLAG_WEIGHT))
        result = []
        for text, found in enumerate(by_rule):
            flags = {flag: places for flag, places in found.items() if flag not in FLAGS}
            for at in told[text].nonzero()[0].tolist():
                places = (*found.get(FLAGS[at], ()), *spans.get((text, at), ()))
                if places:  # a flag without a word to show is not told
                    flags[FLAGS[at]] = places[:MOST_SPANS]
            result.append({flag: flags[flag] for flag in sorted(flags)})
        return result

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

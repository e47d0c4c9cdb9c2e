"""Which demands and flags are told of a text, and where it says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .cues import AGAINST, cue_lists
from .evidence import ACT_NOW, Observed
from .fold import fold
from .grounds import Grounds
from .judge import FLAGS
from .lexicon import Lexicon
from .reading import Span
from .rules import THREATS
from .scanner import DEMAND, FLAG, RISK, Finds, Role
from .tally import STRONG

Place = tuple[int, int]
MOST_SPANS = 5  # places shown per flag
FLAG_WEIGHT = 1.0
_FLAG_AT = {flag: at for at, flag in enumerate(FLAGS)}
NAMED_BY = {group: _FLAG_AT[flag] for group, flag in THREATS.items()} | {
    "EXTREME_SELF": _FLAG_AT["SELF_HARM"],
    "EXTREME_VIO": _FLAG_AT["VIOLENCE"],
}  # groups of the lexicon that name a threat or harm
_HARM = np.array([flag in ("SELF_HARM", "VIOLENCE") for flag in FLAGS])  # none is to be missed
LOOK_BACK = 8  # letters before words of a demand
DECLINED = re.compile(
    r"(?:不用|不要|不需要|不想要?|不必|无需|无须|没有?要求|别给我|别再给我|不求|不是要|不是想要|不是为了"
    r"|已经?(?:收到|拿到|办理?了?|完成|给我|给予)了?)[^,。;!?\n]{0,2}$"
)
BRIEF = 12  # letters up to which demands are told by words alone: so little is no complaint yet
CERTAIN = 0.5  # from here on a flag needs no cue: below, n-grams may only hear a like tone
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

    def __init__(self, settings: Mapping[str, Any], roles: Sequence[Role], lexicon: Lexicon):
        self._demands = tuple(cue_lists("demands"))
        self._demand_levels = Levels.of(settings, "demands", self._demands)
        self._flag_levels = Levels.of(settings, "flags", FLAGS)
        place = {(DEMAND, code): at for at, code in enumerate(self._demands)}
        place |= {(FLAG, code): at for at, code in enumerate(FLAGS)}
        self._code = np.array([place.get((role.channel, role.code), -1) for role in roles])
        self._strong = np.array([role.weight == STRONG for role in roles])
        self._against = np.array([role.weight == AGAINST for role in roles])
        named = {(RISK, group): at for group, at in NAMED_BY.items()}
        self._named = np.array([named.get((role.channel, role.code), -1) for role in roles])
        self._new = _named(lexicon) - _named(Lexicon.default())

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
        """Flags of each text with their places; of those that are not learnt, the rules'."""
        told = self._told_flags(seen, p, by_rule)
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

    def _told_flags(
        self, seen: Observed, p: np.ndarray, by_rule: Sequence[dict[str, tuple[Span, ...]]]
    ) -> np.ndarray:
        """Which flags are told, (texts, flags). In brief texts a pressing word is enough."""
        backed, pressing = np.zeros(p.shape, dtype=bool), np.zeros(p.shape, dtype=bool)
        for text, found in enumerate(by_rule):
            for flag in found.keys() & _FLAG_AT.keys():
                backed[text, _FLAG_AT[flag]] = True
                pressing[text, _FLAG_AT[flag]] = found[flag][0].weight >= ACT_NOW
        told = self._flag_levels.told(p, backed) & ~self._taken_back(seen)
        told &= backed | self._cued(seen) | (p >= np.where(_HARM, 0.0, CERTAIN))
        told |= pressing & (seen.lengths <= ALARM)[:, None]
        for text, flag in self._by_new_terms(seen, by_rule):
            told[text, _FLAG_AT[flag]] = True
        return told

    def _cued(self, seen: Observed) -> np.ndarray:
        """Where any cue of a flag stands, (texts, flags)."""
        finds = seen.scan.of(FLAG)
        cued = np.zeros((len(seen), len(FLAGS)), dtype=bool)
        speaks = ~self._against.take(finds.role)
        cued[finds.text[speaks], self._code.take(finds.role[speaks])] = True
        return cued

    def _taken_back(self, seen: Observed) -> np.ndarray:
        """Threats and harm of which every term is denied or explained away (我不想打官司, 跳楼价),
        (texts, flags): n-grams do not see that, the context of a term does."""
        finds = seen.scan.of(RISK)
        flag = self._named.take(finds.role)
        said = np.zeros((len(seen), len(FLAGS)), dtype=bool)
        named = flag >= 0
        said[finds.text[named], flag[named]] = True
        for text in np.flatnonzero(said.any(axis=1)).tolist():
            for one, _ in seen.rows[text].risks:
                if one.role.code in NAMED_BY:
                    said[text, NAMED_BY[one.role.code]] = False
        return said

    def _by_new_terms(
        self, seen: Observed, by_rule: Sequence[dict[str, tuple[Span, ...]]]
    ) -> Iterator[tuple[int, str]]:
        """Texts and flags that a term raises which the weights never learnt with: who adds a term
        to the lexicon is to see it work."""
        if not self._new:
            return
        for text, found in enumerate(by_rule):
            risks = seen.rows[text].risks
            new = {hit[1:3] for one, hit in risks if (hit[0], one.role.word) in self._new}
            for flag in found.keys() & _FLAG_AT.keys() if new else ():
                if any((span.start, span.end) in new for span in found[flag]):
                    yield text, flag

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


def _named(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """The terms of a lexicon with their group, as finds name them."""
    return frozenset(
        (term.group, fold(term.term) if term.kind == "word" else term.term)
        for term in lexicon.terms
    )


def _by_weight(
    grounds: Grounds, head: str, asked: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Place | None]]:
    """Texts and outputs that no word shows, each with the clause that speaks loudest for it."""
    if not asked:
        return iter(())
    texts, outputs = zip(*asked, strict=True)
    return zip(asked, grounds.clauses(head, texts, outputs), strict=True)

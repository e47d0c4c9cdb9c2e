"""Combination rules and flags, evaluated over the hits of one text."""

from collections.abc import Sequence

from .evidence import Evidence
from .expression import Hit, Hits, Witness, compile_rule
from .lexicon import Combo, Lexicon
from .reading import ComboHit, Span
from .vocabulary import vocabulary

SIDE = 8  # hits kept per group: the strongest first, so floods stay cheap


class RuleBook:
    """The rules of a lexicon, compiled."""

    def __init__(self, lexicon: Lexicon):
        self._combos = [
            (combo, rule.needs[0], rule)
            for combo in lexicon.combos
            for rule in (compile_rule(combo.expression, combo.window),)
        ]
        self._flags = [(flag, rule.needs[0], rule) for flag, rule in vocabulary().flags]

    def hits(self, evidence: Evidence, emotion: str, intensity: float) -> dict[str, list[Hit]]:
        """All hits by group, the computed ones (CLAIM10X, the emotion itself) among them."""
        grouped: dict[str, list[Hit]] = {}
        for hit in (*(hit for _, hit in evidence.risks), *evidence.context):
            grouped.setdefault(hit.group, []).append(hit)
        if evidence.facts.claim:
            grouped["CLAIM10X"] = [Hit("CLAIM10X", *evidence.facts.claim, 3)]
        if evidence.emotions:
            first = evidence.emotions[0]
            grouped[emotion] = [Hit(emotion, first.start, first.end, intensity)]
        return {group: _strongest(found) for group, found in grouped.items()}

    def combos(self, hits: Hits) -> tuple[ComboHit, ...]:
        """The rules that fire, each with its first witness as evidence."""
        fired = []
        groups = hits.keys()
        for combo, need, rule in self._combos:
            if need.isdisjoint(groups):  # most rules end here; a call would cost more
                continue
            witnesses = rule(hits)
            if witnesses:
                fired.append(_combo_hit(combo, min(witnesses, key=_spread)))
        return tuple(fired)

    def flags(self, hits: Hits, combos: Sequence[ComboHit]) -> tuple[str, ...]:
        """Sensitive flags from the groups and from the rules that fired, in a fixed order."""
        groups = hits.keys()
        found = {
            flag for flag, need, rule in self._flags if not need.isdisjoint(groups) and rule(hits)
        }
        found.update(flag for combo in combos for flag in combo.flags)
        return tuple(sorted(found))


def _strongest(found: list[Hit]) -> list[Hit]:
    if len(found) <= SIDE:
        return found
    return sorted(found, key=lambda hit: (not hit.own, -hit.weight, hit.start))[:SIDE]


def _spread(witness: Witness) -> tuple[int, int]:
    start = min(hit.start for hit in witness)
    return max(hit.end for hit in witness) - start, start


def _combo_hit(combo: Combo, witness: Witness) -> ComboHit:
    places = sorted({(hit.start, hit.end, hit.group, hit.weight) for hit in witness})
    spans = tuple(Span(start, end, "risk", group, weight) for start, end, group, weight in places)
    return ComboHit(combo.code, combo.floor, combo.flags, combo.points, spans)

"""Combination rules and flags, evaluated over the hits of one text."""

from collections.abc import Sequence

from .evidence import Evidence
from .expression import Hit, Hits, Witness, compile_rule
from .lexicon import Combo, Lexicon
from .reading import ComboHit, Span
from .vocabulary import vocabulary

THREATS = {flag: f"{flag}_THREAT" for flag in ("REGULATORY", "MEDIA", "LEGAL")}
FLAG_SPANS = 5  # places shown per flag
INTENSITY_STEPS = 4  # rules ask for an intensity of 1 to 5, as people see it
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
            grouped[emotion] = [
                Hit(emotion, first.start, first.end, 1 + INTENSITY_STEPS * intensity)
            ]
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

    def flags(self, hits: Hits, combos: Sequence[ComboHit]) -> dict[str, tuple[Span, ...]]:
        """Flags from the groups and from the rules that fired, with their places, in order of name.

        A rule of the lexicon names the flags of a category; its MEDIA is a MEDIA_THREAT here.
        """
        groups = hits.keys()
        found: dict[str, set[Span]] = {}
        for flag, need, rule in self._flags:
            witnesses = [] if need.isdisjoint(groups) else rule(hits)
            if witnesses:
                found[flag] = {_span(hit) for witness in witnesses for hit in witness}
        for combo in combos:
            for flag in combo.flags:
                found.setdefault(THREATS.get(flag, flag), set()).update(combo.spans)
        return {flag: tuple(sorted(found[flag])[:FLAG_SPANS]) for flag in sorted(found)}


def _strongest(found: list[Hit]) -> list[Hit]:
    if len(found) <= SIDE:
        return found
    return sorted(found, key=lambda hit: (not hit.own, -hit.weight, hit.start))[:SIDE]


def _spread(witness: Witness) -> tuple[int, int]:
    start = min(hit.start for hit in witness)
    return max(hit.end for hit in witness) - start, start


def _combo_hit(combo: Combo, witness: Witness) -> ComboHit:
    spans = tuple(sorted({_span(hit) for hit in witness}))
    return ComboHit(combo.code, combo.floor, combo.flags, combo.points, spans)


def _span(hit: Hit) -> Span:
    return Span(hit.start, hit.end, "risk", hit.group, hit.weight)

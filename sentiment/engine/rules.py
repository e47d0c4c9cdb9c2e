"""Combination rules and flags, evaluated over the hits of each text."""

from collections.abc import Sequence

import numpy as np

from .evidence import Evidence, Observed
from .expression import CompiledRule, Hit, Witness, compile_rule
from .lexicon import Combo, Lexicon
from .reading import ComboHit, Span
from .risk import RiskReader
from .scanner import CONTEXT, NEED, RISK, Role
from .vocabulary import vocabulary

THREATS = {flag: f"{flag}_THREAT" for flag in ("REGULATORY", "MEDIA", "LEGAL")}
FLAG_SPANS = 5  # places shown per flag
INTENSITY_STEPS = 4  # rules ask for an intensity of 1 to 5, as people see it
SIDE = 8  # hits kept per group: the strongest first, so floods stay cheap
CLAIM = "CLAIM10X"  # a sum claimed that is ten times the loss
CLAIM_WEIGHT = 3
ASKED = (RISK, CONTEXT, NEED)  # channels whose codes are groups


class RuleBook:
    """The rules of a lexicon, compiled."""

    def __init__(self, lexicon: Lexicon, risk: RiskReader, roles: Sequence[Role]):
        self._risk = risk
        self._combos = lexicon.combos
        self._flags = [flag for flag, _ in vocabulary().flags]
        rules = [compile_rule(combo.expression, combo.window) for combo in lexicon.combos]
        rules += [rule for _, rule in vocabulary().flags]
        self._rules: Sequence[CompiledRule] = rules
        groups = sorted({group for rule in rules for group in rule.groups})
        self._group = {group: at for at, group in enumerate(groups)}
        self._asks = np.array(
            [[group in need for group in groups] for rule in rules for need in rule.needs],
            dtype=np.float32,
        ).T
        counts = np.array([len(rule.needs) for rule in rules])
        self._first = np.cumsum(counts) - counts
        self._of_role = np.array(
            [self._group.get(r.code, -1) if r.channel in ASKED else -1 for r in roles],
            dtype=np.int64,
        )
        self._always = [self._group[each] for each in risk.term_pattern_groups & set(groups)]

    def candidates(self, seen: Observed, emotions: Sequence[str]) -> list[tuple[int, ...]]:
        """For each text the numbers of the rules that its groups do not rule out."""
        there = np.zeros((len(seen), len(self._group)), dtype=np.float32)
        group = self._of_role.take(seen.finds.role)
        at = np.flatnonzero(group >= 0)
        there[seen.text_of(seen.finds.start[at]), group[at]] = 1
        there[:, self._always] = 1
        for text, emotion in enumerate(emotions):
            if emotion in self._group:
                there[text, self._group[emotion]] = 1
        if CLAIM in self._group:
            there[:, self._group[CLAIM]] = [one.facts.claim is not None for one in seen]
        met = np.logical_and.reduceat(there @ self._asks > 0, self._first, axis=1)
        found: list[tuple[int, ...]] = [()] * len(seen)
        for text, rule in zip(*(each.tolist() for each in np.nonzero(met)), strict=True):
            found[text] += (rule,)
        return found

    def judge(
        self, evidence: Evidence, rules: Sequence[int], emotion: str, intensity: float
    ) -> tuple[tuple[ComboHit, ...], dict[str, tuple[Span, ...]]]:
        """The combinations that fire and the flags that are raised, of the candidates.

        A rule of the lexicon names the flags of a category; its MEDIA is a MEDIA_THREAT here.
        """
        if not rules:
            return (), {}
        asked = frozenset().union(*(self._rules[number].groups for number in rules))
        hits = self._hits(evidence, asked, emotion, intensity)
        combos: list[ComboHit] = []
        found: dict[str, set[Span]] = {}
        for number in rules:
            witnesses = self._rules[number](hits)
            if not witnesses:
                continue
            if number < len(self._combos):
                combo = _combo_hit(self._combos[number], min(witnesses, key=_spread))
                combos.append(combo)
                for flag in combo.flags:
                    found.setdefault(THREATS.get(flag, flag), set()).update(combo.spans)
            else:
                flag = self._flags[number - len(self._combos)]
                found.setdefault(flag, set()).update(
                    _span(hit) for witness in witnesses for hit in witness
                )
        flags = {flag: tuple(sorted(found[flag])[:FLAG_SPANS]) for flag in sorted(found)}
        return tuple(combos), flags

    def _hits(
        self, evidence: Evidence, asked: frozenset[str], emotion: str, intensity: float
    ) -> dict[str, list[Hit]]:
        """The hits of the groups asked for, the computed ones (a great claim, the emotion) too."""
        grouped: dict[str, list[Hit]] = {}
        for _, hit in evidence.risks:
            grouped.setdefault(hit.group, []).append(hit)
        for hit in evidence.context:
            grouped.setdefault(hit.group, []).append(hit)
        for group in asked & self._risk.pattern_groups:  # searched for when a rule needs them
            more = self._risk.by_pattern(evidence, group)
            if more:
                grouped.setdefault(group, []).extend(more)
        if evidence.facts.claim:
            grouped[CLAIM] = [Hit(CLAIM, *evidence.facts.claim, CLAIM_WEIGHT)]
        if emotion in asked and evidence.emotions:
            first = evidence.emotions[0]
            level = 1 + INTENSITY_STEPS * intensity
            grouped[emotion] = [Hit(emotion, first.start, first.end, level)]
        return {group: _strongest(found) for group, found in grouped.items()}


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

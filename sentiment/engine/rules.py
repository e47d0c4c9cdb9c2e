"""Combination rules and flags, evaluated over the hits of each text."""

from collections.abc import Sequence

import numpy as np

from .evidence import Evidence, Observed
from .expression import CompiledRule, Hit, Witness, compile_rule
from .lexicon import Combo, Lexicon
from .reading import ComboHit, Span, new_span
from .risk import RiskReader
from .scanner import CONTEXT, NEED, RISK, Role
from .vocabulary import vocabulary

THREATS = {flag: f"{flag}_THREAT" for flag in ("REGULATORY", "MEDIA", "LEGAL")}
FLAG_SPANS = 5  # places shown per flag
INTENSITY_STEPS = 4  # rules ask for an intensity of 1 to 5, as people see it
SIDE = 8  # hits kept per group: the strongest first, so floods stay cheap
CLAIM = "CLAIM10X"  # a sum claimed that is ten times the loss
CLAIM_WEIGHT = 3
MOST_UNIONS = 10_000  # remembered
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
        groups = sorted(frozenset().union(*(rule.groups for rule in rules)))
        self._group = {group: at for at, group in enumerate(groups)}
        ways = [way for rule in rules for way in rule.ways]
        self._ways = np.array([[g in way for way in ways] for g in groups], dtype=np.float32)
        self._sizes = np.array([len(way) for way in ways], dtype=np.float32)
        counts = np.array([len(rule.ways) for rule in rules])
        self._first = counts.cumsum() - counts
        self._unions: dict[tuple[int, ...], frozenset[str]] = {}
        self._of_role = np.array(
            [self._group.get(r.code, -1) if r.channel in ASKED else -1 for r in roles],
            dtype=np.int64,
        )
        self._always = [self._group[each] for each in risk.term_pattern_groups & set(groups)]

    def candidates(self, seen: Observed, emotions: Sequence[str]) -> list[tuple[int, ...]]:
        """For each text the numbers of the rules that its groups do not rule out."""
        there = np.zeros((len(seen), len(self._group) + 1), dtype=np.float32)  # the last: no group
        for finds in (seen.scan.of(RISK, CONTEXT), seen.scan.of(NEED)):
            there[finds.text, self._of_role.take(finds.role)] = 1
        there[:, self._always] = 1
        for text, emotion in enumerate(emotions):
            if emotion in self._group:
                there[text, self._group[emotion]] = 1
        if CLAIM in self._group:
            there[:, self._group[CLAIM]] = [one.facts.claim is not None for one in seen.rows]
        ways = there[:, :-1] @ self._ways == self._sizes
        texts, rules = np.logical_or.reduceat(ways, self._first, axis=1).nonzero()
        found: list[tuple[int, ...]] = [()] * len(seen)
        for at, number in zip(texts.tolist(), rules.tolist(), strict=True):
            found[at] += (number,)
        return found

    def judge(
        self, evidence: Evidence, rules: tuple[int, ...], emotion: str, intensity: float
    ) -> tuple[tuple[ComboHit, ...], dict[str, tuple[Span, ...]]]:
        """The combinations that fire and the flags that are raised, of the candidates.

        A rule of the lexicon names the flags of a category; its MEDIA is a MEDIA_THREAT here.
        """
        if not rules:
            return (), {}
        asked = self._asked(rules)
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
                    [_span(hit) for witness in witnesses for hit in witness]
                )
        flags = {flag: tuple(sorted(found[flag])[:FLAG_SPANS]) for flag in sorted(found)}
        return tuple(combos), flags

    def _asked(self, rules: tuple[int, ...]) -> frozenset[str]:
        """The groups that any of these rules asks about; the same few come again and again."""
        asked = self._unions.get(rules)
        if asked is None:
            asked = frozenset().union(*(self._rules[number].groups for number in rules))
            if len(self._unions) < MOST_UNIONS:
                self._unions[rules] = asked
        return asked

    def _hits(
        self, evidence: Evidence, asked: frozenset[str], emotion: str, intensity: float
    ) -> dict[str, list[Hit]]:
        """The hits of the groups asked for, the computed ones (a great claim, the emotion) too."""
        grouped: dict[str, list[Hit]] = {}
        for hit in (*[hit for _, hit in evidence.risks], *evidence.context):
            group = hit[0]
            if group in asked:
                if group in grouped:
                    grouped[group].append(hit)
                else:
                    grouped[group] = [hit]
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
        for group, found in grouped.items():
            if len(found) > SIDE:
                grouped[group] = _strongest(found)
        return grouped


def _strongest(found: list[Hit]) -> list[Hit]:
    return sorted(found, key=lambda hit: (not hit.own, -hit.weight, hit.start))[:SIDE]


def _spread(witness: Witness) -> tuple[int, int]:
    start = min(hit.start for hit in witness)
    return max(hit.end for hit in witness) - start, start


def _combo_hit(combo: Combo, witness: Witness) -> ComboHit:
    spans = tuple(sorted({_span(hit) for hit in witness}))
    return ComboHit(combo.code, combo.floor, combo.flags, combo.points, spans)


def _span(hit: Hit) -> Span:
    group, start, end, weight, _ = hit
    return new_span((start, end, "risk", group, weight))

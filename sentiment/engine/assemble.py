"""From evidence and scores to Readings."""

from collections.abc import Sequence

import numpy as np

from .cues import MOTIVE_POINTS
from .evidence import Evidence, Observed
from .hints import missing_hints
from .judge import Judged, Verdict, unsure_about
from .reading import EMOTIONS, Reading, Span, Versions
from .rules import RuleBook
from .spans import collect_spans

SECOND_LEAST = 0.15  # a second emotion below this is noise


def readings(rules: RuleBook, versions: Versions, seen: Observed, judged: Judged) -> list[Reading]:
    """Put the readings of a batch together."""
    verdicts = [judged.row(at) for at in range(len(seen))]
    ranked = [_first_two(verdict) for verdict in verdicts]
    candidates = rules.candidates(seen, [first for first, _ in ranked])
    return [
        _reading(rules, versions, *parts)
        for parts in zip(
            seen, verdicts, ranked, candidates, collect_spans(seen), _motives(seen), strict=True
        )
    ]


def _first_two(verdict: Verdict) -> tuple[str, str]:
    first, second = sorted(EMOTIONS, key=verdict.emotion.__getitem__, reverse=True)[:2]
    return first, second


def _motives(seen: Observed) -> list[dict[str, float]]:
    """Psychological motives by their cues; a motive without a cue is left out."""
    told: list[dict[str, float]] = [{} for _ in seen]
    p = np.minimum(1.0, (seen.motive @ np.array(MOTIVE_POINTS)).round(2))
    for at, motive in zip(*(each.tolist() for each in np.nonzero(p)), strict=True):
        told[at][seen.motive_codes[motive]] = float(p[at, motive])
    return told


def _reading(
    rules: RuleBook,
    versions: Versions,
    evidence: Evidence,
    verdict: Verdict,
    ranked: tuple[str, str],
    candidates: Sequence[int],
    spans: tuple[Span, ...],
    motive: dict[str, float],
) -> Reading:
    first, second = ranked
    combos, flags = rules.judge(evidence, candidates, first, verdict.intensity)
    demands = evidence.seen.demands[evidence.at]
    return Reading(
        polarity=verdict.polarity_name,
        polarity_p=verdict.polarity,
        emotion=first,
        emotion_second=second if verdict.emotion[second] >= SECOND_LEAST else None,
        emotion_p=verdict.emotion,
        intensity=verdict.intensity,
        categories=verdict.categories,
        category_l1=verdict.category_l1,
        kind=verdict.kind,
        kind_p=verdict.kind_p,
        demands=demands,
        motive=motive,
        cause={},
        flags=flags,
        groups=evidence.groups,
        combos=combos,
        spans=spans,
        amount=evidence.facts.amount,
        people=evidence.facts.people,
        missing=missing_hints(evidence, verdict.polarity_name, demands, verdict.categories),
        unsure_about=unsure_about(verdict),
        versions=versions,
    )

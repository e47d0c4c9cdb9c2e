"""From evidence and scores to Readings."""

from collections.abc import Sequence

import numpy as np

from .cues import MOTIVE_POINTS
from .evidence import Evidence, Observed
from .hints import missing_hints
from .judge import Verdict
from .reading import Reading, Span, Versions
from .rules import RuleBook
from .spans import collect_spans


def readings(
    rules: RuleBook, versions: Versions, seen: Observed, verdicts: Sequence[Verdict]
) -> list[Reading]:
    """Put the readings of a batch together."""
    candidates = rules.candidates(seen, [verdict.emotion for verdict in verdicts])
    return [
        _reading(rules, versions, *parts)
        for parts in zip(
            seen.rows,
            verdicts,
            candidates,
            seen.demands,
            collect_spans(seen),
            _motives(seen),
            strict=True,
        )
    ]


def _motives(seen: Observed) -> list[dict[str, float]]:
    """Psychological motives by their cues; a motive without a cue is left out."""
    told: list[dict[str, float]] = [{} for _ in seen.rows]
    p = np.minimum(1.0, (seen.motive @ np.array(MOTIVE_POINTS)).round(2))
    text, motive = p.nonzero()
    for at, code, value in zip(
        text.tolist(), motive.tolist(), p[text, motive].tolist(), strict=True
    ):
        told[at][seen.motive_codes[code]] = value
    return told


def _reading(
    rules: RuleBook,
    versions: Versions,
    evidence: Evidence,
    verdict: Verdict,
    candidates: tuple[int, ...],
    demands: dict[str, tuple[int, int] | None],
    spans: tuple[Span, ...],
    motive: dict[str, float],
) -> Reading:
    combos, flags = rules.judge(evidence, candidates, verdict.emotion, verdict.intensity)
    return Reading(
        polarity=verdict.polarity,
        polarity_p=verdict.polarity_p,
        emotion=verdict.emotion,
        emotion_second=verdict.emotion_second,
        emotion_p=verdict.emotion_p,
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
        missing=missing_hints(evidence, verdict.polarity, demands, verdict.categories),
        unsure_about=verdict.unsure_about,
        versions=versions,
    )

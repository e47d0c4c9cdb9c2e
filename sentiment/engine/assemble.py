"""From evidence and scores to Readings."""

from collections.abc import Container

from .evidence import Evidence, Observed
from .grounds import Grounds
from .hints import missing_hints
from .judge import Judged, Verdict
from .marking import Marker
from .reading import ComboHit, Reading, Span, Versions
from .rules import RuleBook
from .spans import collect_spans

LEAST = 0.1  # a motive or a cause less likely than this is left out
NOT_TOLD = ("MOT_UNKNOWN", "M_NONE")
GRAVE = frozenset(
    {"REGULATORY_THREAT", "MEDIA_THREAT", "LEGAL_THREAT", "SELF_HARM", "VIOLENCE"}
)  # with one of these a text is not spared as neutral
LIKELY = 0.5


def readings(
    rules: RuleBook,
    marker: Marker,
    versions: Versions,
    seen: Observed,
    judged: Judged,
    grounds: Grounds,
) -> list[Reading]:
    """Put the readings of a batch together."""
    candidates = rules.candidates(seen, [verdict.emotion for verdict in judged.verdicts])
    fired = [
        rules.judge(one, numbers, verdict.emotion, verdict.intensity)
        for one, numbers, verdict in zip(seen.rows, candidates, judged.verdicts, strict=True)
    ]
    return [
        _reading(versions, *parts)
        for parts in zip(
            seen.rows,
            judged.verdicts,
            [combos for combos, _ in fired],
            marker.flags(seen, judged.flags, [flags for _, flags in fired], grounds),
            marker.demands(seen, judged.demands, grounds),
            collect_spans(seen),
            strict=True,
        )
    ]


def _told(shares: dict[str, float]) -> dict[str, float]:
    """The likely ones; what cannot be told is the rest."""
    return {code: p for code, p in shares.items() if p >= LEAST and code not in NOT_TOLD}


def _side(verdict: Verdict, flags: Container[str]) -> tuple[str, tuple[str, ...]]:
    """The polarity, and what is unsure: the threshold of negative spares neutral texts, and a text
    with a threat or harm in it is none."""
    p, doubts = verdict.polarity_p, verdict.unsure_about
    spared = verdict.polarity == "neutral" and p["negative"] > p["neutral"]
    if not spared or not any(flag in flags for flag in GRAVE):
        return verdict.polarity, doubts
    if p["negative"] >= LIKELY:
        doubts = tuple(doubt for doubt in doubts if doubt != "polarity")
    return "negative", doubts


def _reading(
    versions: Versions,
    evidence: Evidence,
    verdict: Verdict,
    combos: tuple[ComboHit, ...],
    flags: dict[str, tuple[Span, ...]],
    demands: dict[str, tuple[int, int] | None],
    spans: tuple[Span, ...],
) -> Reading:
    polarity, unsure_about = _side(verdict, flags)
    return Reading(
        polarity=polarity,
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
        motive=_told(verdict.motive),
        cause=_told(verdict.cause),
        flags=flags,
        groups=evidence.groups,
        combos=combos,
        spans=spans,
        amount=evidence.facts.amount,
        people=evidence.facts.people,
        missing=missing_hints(evidence, polarity, demands, verdict.categories),
        unsure_about=unsure_about,
        versions=versions,
    )

"""Evidence spans of one text: sorted, never overlapping within a kind."""

from collections.abc import Iterable

from .evidence import Evidence
from .reading import Span

FACT_GROUPS = {"REPEATED": "REPEAT", "STAFF": "STAFF"}
KIND_ORDER = ("risk", "emotion", "fact")


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The heaviest and longest first; what overlaps a kept span goes."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.weight, s.start - s.end, s.start, s.code)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return kept


def collect_spans(evidence: Evidence) -> tuple[Span, ...]:
    """Risk, emotion and fact spans in the order of the text."""
    risks = [
        Span(hit.start, hit.end, "risk", hit.group, float(hit.weight)) for _, hit in evidence.risks
    ]
    emotions = [
        Span(start, end, "emotion", role.code, float(role.weight))
        for start, end, role in evidence.emotions
    ]
    facts = evidence.facts.spans + [
        Span(hit.start, hit.end, "fact", FACT_GROUPS[hit.group], 1.0)
        for hit in evidence.context
        if hit.group in FACT_GROUPS
    ]
    spans = _apart(risks) + _apart(emotions) + _apart(facts)
    return tuple(sorted(spans, key=lambda s: (s.start, s.end, KIND_ORDER.index(s.kind))))

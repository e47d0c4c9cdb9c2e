"""Evidence spans of one text: sorted, never overlapping within a reason."""

from collections.abc import Iterable

from .evidence import Evidence
from .reading import Span

FACT_GROUPS = {"REPEATED": "REPEAT", "STAFF": "STAFF"}
WHY_ORDER = {"risk": 0, "emotion": 1, "fact": 2}


def _apart(spans: Iterable[Span], length: int) -> list[Span]:
    """The heaviest and longest first; what overlaps a kept span goes."""
    kept: list[Span] = []
    taken = bytearray(length)
    for span in sorted(spans, key=_heaviest):
        if 1 not in taken[span.start : span.end]:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return kept


def _heaviest(span: Span) -> tuple[float, int, int, str]:
    return -span.weight, span.start - span.end, span.start, span.code


def _place(span: Span) -> tuple[int, int, int]:
    return span.start, span.end, WHY_ORDER[span.why]


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
    size = len(evidence.folded)
    spans = _apart(risks, size) + _apart(emotions, size) + _apart(facts, size)
    return tuple(sorted(spans, key=_place))

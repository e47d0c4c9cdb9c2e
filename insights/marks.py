"""Evidence for the text box: which letters to mark, and which line of the score they explain."""

from collections.abc import Iterable
from typing import Any

from sentiment.engine import Reading, Span
from sentiment.names import evidence_name

KINDS = {"risk": "risk", "emotion": "emo", "fact": "fact"}


def told(reading: Reading) -> list[Span]:
    """The evidence of a reading, and the first place of each flag that no risk term shows."""
    risks = [span for span in reading.spans if span.why == "risk"]
    shown = [
        places[0]
        for places in reading.flags.values()
        if not any(place.start < risk.end and place.end > risk.start
                   for place in places for risk in risks)
    ]  # fmt: skip
    return [*reading.spans, *shown]


def numbered(spans: Iterable[Span]) -> dict[tuple[int, int], str]:
    """Numbers of the risk spans, in the order of the text."""
    places = sorted({(span.start, span.end) for span in spans if span.why == "risk"})
    return {place: str(number) for number, place in enumerate(places, 1)}


def marks(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Offsets in code points, as the script that paints them counts; longer and risk marks first
    where they overlap, for a letter carries one mark."""
    spans = list(spans)
    numbers = numbered(spans)
    order = list(KINDS)
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (order.index(s.why), s.start - s.end)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return [
        {
            "start": span.start,
            "end": span.end,
            "kind": KINDS[span.why],
            "ref": numbers.get((span.start, span.end), ""),
            "title": evidence_name(span.why, span.code),
        }
        for span in sorted(kept, key=lambda s: s.start)
    ]

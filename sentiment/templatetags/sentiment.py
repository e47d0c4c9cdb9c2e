"""What was read, on the page: emotion words and texts with their evidence marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import template

from complaints.domain.masking import mask_text
from complaints.models import Complaint
from sentiment.judged import LABELS, Judged, all_names, judged
from sentiment.models import Correction, Reading
from sentiment.models.reading import EMOTIONS
from sentiment.names import evidence_name
from sentiment.reports.versions import Line, Pair

register = template.Library()
WORDS = dict(EMOTIONS)
Place = tuple[int | None, int, int]  # contact, start, end
MARKS = {"risk": "risk", "emotion": "emo", "fact": "fact"}


@register.filter
def emotion_word(code: str | None) -> str:
    """愤怒, 失望 … in the reader's language; empty for an unknown code."""
    return str(WORDS.get(code or "", ""))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked as evidence of a kind or plain."""

    text: str
    kind: str = ""
    title: str = ""
    numbers: tuple[int, ...] = ()  # of the risk panel


class Span(NamedTuple):
    """A place in a text that the machine took for evidence."""

    start: int
    end: int
    why: str
    code: str


@register.simple_tag
def readings_of(complaint: Complaint) -> dict[int, Reading]:
    """The readings of a complaint by contact, in one query."""
    return {reading.pk: reading for reading in Reading.objects.filter(complaint=complaint)}


@register.simple_tag
def judgements(readings: dict[int, Reading]) -> dict[int, list[Judged]]:
    """What each reading of a page says, with people's corrections, in three queries."""
    names = all_names()
    kept = Correction.objects.in_force().filter(contact__in=readings).select_related("by")
    corrections = list(kept)
    return {pk: judged(reading, corrections, names) for pk, reading in readings.items()}


@register.filter
def of(readings: dict[int, Any], contact_id: int) -> Any:
    """What belongs to a contact; None where nothing does."""
    return readings.get(contact_id)


@register.simple_tag
def marked(
    text: str, reading: Reading | None, numbers: Mapping[Place, int] | None = None
) -> list[Piece]:
    """Cut a text at the spans of its reading, numbers of persons masked.

    `numbers` are those of the risk panel by place; a place that has one is marked before others,
    and of overlapping spans the earlier one. A number whose place is not marked stands at the
    piece that covers it.
    """
    text = mask_text(text)
    found = _numbers(numbers or {}, reading)
    pieces, at = [], 0
    for span in _apart(_spans(reading, found), len(text)):
        pieces.append(Piece(text[at : span.start]))
        inside = [n for (start, end), n in found.items() if start < span.end and end > span.start]
        for number in inside:  # stands once
            found = {place: n for place, n in found.items() if n != number}
        title = evidence_name(span.why, span.code)
        words = text[span.start : span.end]
        pieces.append(Piece(words, MARKS[span.why], title, tuple(sorted(inside))))
        at = span.end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def _numbers(numbers: Mapping[Place, int], reading: Reading | None) -> dict[tuple[int, int], int]:
    contact = reading.pk if reading else None
    return {(start, end): n for (pk, start, end), n in numbers.items() if pk == contact}


def _spans(reading: Reading | None, found: Mapping[tuple[int, int], int]) -> list[Span]:
    """What there is to mark, the numbered places first; a combination's place is evidence too."""
    rows = reading.detail.get("evidence", []) if reading else []
    spans = [Span(row["start"], row["end"], row["why"], row["code"]) for row in rows]
    known = {(span.start, span.end) for span in spans}
    spans += [Span(*place, "risk", "") for place in found if place not in known]
    return sorted(
        spans, key=lambda span: ((span.start, span.end) not in found, span.start, -span.end)
    )


def _apart(spans: Iterable[Span], length: int) -> list[Span]:
    """Those that overlap none before them, in the order of the text."""
    kept: list[Span] = []
    for span in spans:
        if span.end <= length and all(span.end <= k.start or span.start >= k.end for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


@register.filter
def pairs(line: Line) -> list[Pair]:
    """The three pairs of a comparison, in the order of the table."""
    return [line.all, line.disputed, line.undisputed]


@register.filter
def field_labels(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Counts by field with the field's name in words."""
    return [(str(LABELS[field]), count) for field, count in counts]

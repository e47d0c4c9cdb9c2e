"""What was read, on the page: emotion words and texts with their evidence marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
def marked(text: str, reading: Reading | None) -> list[Piece]:
    """Cut a text at the spans of its reading, numbers of persons masked; overlapping spans give
    way to the earlier one."""
    text = mask_text(text)
    spans: list[dict[str, Any]] = reading.detail.get("evidence", []) if reading else []
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: (span["start"], -span["end"])):
        if span["start"] < at or span["end"] > len(text):
            continue
        pieces.append(Piece(text[at : span["start"]]))
        found = text[span["start"] : span["end"]]
        pieces.append(Piece(found, MARKS[span["why"]], evidence_name(span["why"], span["code"])))
        at = span["end"]
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


@register.filter
def pairs(line: Line) -> list[Pair]:
    """The three pairs of a comparison, in the order of the table."""
    return [line.all, line.disputed, line.undisputed]


@register.filter
def field_labels(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Counts by field with the field's name in words."""
    return [(str(LABELS[field]), count) for field, count in counts]

"""What was read, on the page: emotion words and texts with their evidence marked."""

from dataclasses import dataclass
from typing import Any

from django import template

from complaints.domain.masking import mask_text
from complaints.models import Complaint
from sentiment.models import Reading
from sentiment.models.reading import EMOTIONS
from sentiment.names import evidence_name

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


@register.filter
def of(readings: dict[int, Reading], contact_id: int) -> Reading | None:
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

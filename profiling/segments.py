"""The segments: how people like to be spoken to. Data with its source, never an entitlement."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from profiling.domain.basic import Segment

FILE = Path(__file__).resolve().parent / "reference" / "segments.json"


@dataclass(frozen=True, slots=True)
class SegmentText:
    """What a page says about a segment."""

    name_zh: str
    name_en: str
    hint_zh: str
    hint_en: str
    source: str

    @property
    def name(self) -> str:
        return self.name_zh if _chinese() else self.name_en

    @property
    def hint(self) -> str:
        return self.hint_zh if _chinese() else self.hint_en


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@cache
def _rows() -> list[dict]:
    return json.loads(FILE.read_text(encoding="utf-8"))


@cache
def segments() -> tuple[Segment, ...]:
    """The segments with the birth years they hold."""
    return tuple(Segment(row["code"], row["born_from"], row["born_to"]) for row in _rows())


@cache
def segment_texts() -> dict[str, SegmentText]:
    texts = ("name_zh", "name_en", "hint_zh", "hint_en", "source")
    return {row["code"]: SegmentText(**{key: row[key] for key in texts}) for row in _rows()}

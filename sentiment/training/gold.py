"""The small hand-labelled set and our own example sentences."""

import json
from dataclasses import dataclass
from pathlib import Path

from .corpora import Corpora

DATA = Path(__file__).parent / "data"
NAMES = {
    "愤怒": "ANGER", "失望": "DISAPPOINT", "无奈": "HELPLESS", "焦虑": "ANXIETY", "怀疑": "DOUBT",
    "悲伤": "SAD", "委屈": "GRIEVANCE", "平静": "CALM", "满意": "SATISFIED",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gold:
    """Texts with emotion, intensity 0-1 and polarity."""

    texts: list[str]
    emotions: list[str]
    intensities: list[float]
    polarities: list[str]


def gold(corpora: Corpora) -> Gold:
    """The 85 labelled complaints of complaint_gold/dev."""
    rows = corpora.rows("complaint_gold", "dev")
    return Gold(
        [row["text"] for row in rows],
        [NAMES[row["emotion"]] for row in rows],
        [float(row["intensity"]) for row in rows],
        [row["polarity"] for row in rows],
    )


def seeds(name: str) -> list[tuple[str, str]]:
    """Our own sentences with their code."""
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return [(text, code) for code, texts in data.items() if code != "source" for text in texts]

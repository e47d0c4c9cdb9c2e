"""Reads the text collections a model is trained on. Nothing of them is ever written out."""

import csv
import gzip
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Corpora:
    """The folder with one sub-folder per collection."""

    root: Path

    def rows(self, name: str, part: str = "train") -> list[dict[str, str]]:
        """All rows of one collection as dicts of its header."""
        with gzip.open(self.root / name / f"{part}.csv.gz", "rt", encoding="utf-8") as lines:
            return list(csv.DictReader(lines))

    def texts(self, name: str, part: str = "train") -> list[str]:
        """Only the texts of one collection."""
        return [row["text"] for row in self.rows(name, part)]

    def government(self) -> list[str]:
        """Citizens' messages of all three whole-text collections, each once."""
        names = ("gov_messages_raw", "gov_messages_hot", "gov_messages_reply")
        return unique([text for name in names for text in self.texts(name)])


def normal(text: str) -> str:
    """The form under which two texts count as the same."""
    return NEITHER_LETTER_NOR_DIGIT.sub("", unicodedata.normalize("NFKC", text).lower())


def unique(texts: list[str]) -> list[str]:
    """Each text once, in the order of first appearance."""
    return list({normal(text): text for text in reversed(texts)}.values())[::-1]

"""Count in how many texts of the corpora each word stands: the background of keywords.

Only words of the cutter's dictionary or of our lexicon are kept, no names of persons, and only
those in many texts; no text can be told from it.
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import rjieba

from sentiment.engine.fold import DATA
from sentiment.engine.lexicon import Lexicon
from sentiment.engine.wording import count_words, names_person

# Complaints, messages, reviews: what daily texts are like. A share of the large ones is enough.
SOURCES = {
    "gov_messages_raw": 1, "gov_messages_hot": 1, "gov_messages_reply": 1, "bank_bdci2021": 1,
    "car_bdci2018": 2, "hotel": 2, "waimai_10k": 2, "shopping_10": 8, "heimao_99": 1,
}  # fmt: skip
LEAST = 8  # texts
MOST = 12_000  # words


def texts(data: Path) -> Iterator[str]:
    """The texts of all sources, every n-th of each."""
    for name, step in SOURCES.items():
        for file in sorted((data / name).glob("*.csv.gz")):
            with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
                rows = (row["text"] for row in csv.DictReader(stream))
                yield from (text for number, text in enumerate(rows) if number % step == 0)


def build(data: Path) -> dict[str, object]:
    """The list as it is stored: words and counts, the most frequent first."""
    counts = count_words(texts(data))
    ours = {term.term for term in Lexicon.default().terms}
    kept = Counter(
        {
            word: n
            for word, n in counts.words.items()
            if n >= LEAST and (word in ours or (rjieba.has_word(word) and not names_person(word)))
        }
    ).most_common(MOST)
    return {
        "source": "Counts of this project over public complaints, messages and reviews.",
        "texts": counts.texts,
        "words": [word for word, _ in kept],
        "counts": [n for _, n in kept],
    }


def write(data: Path) -> Path:
    """Count and store; returns the file."""
    path = DATA / "background.json"
    path.write_text(json.dumps(build(data), ensure_ascii=False) + "\n", encoding="utf-8")
    return path

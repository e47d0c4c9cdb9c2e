"""What is posted: invented complaints, and where the shared corpora lie beside us, theirs too.

The corpora's texts only pass through a database that is dropped afterwards; none is printed.
"""

import csv
import gzip
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from complaints.domain.intake import NewContact, Person
from insights.demo import grammar

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
LIKE_OURS = ("gov_messages_hot", "gov_messages_reply", "heimao_99")  # letters, not reviews
FROM_CORPORA = 0.3  # share of texts
RETURNING = 0.16  # share of complaints by somebody who has complained before
CROWD = 5000  # of whom so many are remembered
SENTENCES = (1, 1, 2, 2, 3, 4, 5)  # matters per invented text: 50 to 300 characters


@cache
def corpora() -> tuple[str, ...]:
    """Texts of the shared corpora; none where they are not."""
    files = [CORPORA / name / "train.csv.gz" for name in LIKE_OURS]
    return tuple(text for file in files if file.exists() for text in _texts(file))


def _texts(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as rows:
        return [row["text"][:5000] for row in csv.DictReader(rows) if row["text"].strip()]


class Author:
    """Writes contacts; the same seed writes the same ones."""

    def __init__(self, seed: int, *, own_words_only: bool = False) -> None:
        self.seed, self.dice = seed, Random(seed)
        self.others = () if own_words_only else corpora()
        self.crowd: list[Person] = []
        self.number = 0

    def contact(self, occurred_at: datetime) -> NewContact:
        matter = grammar.matter(self.dice)
        voice = matter.channel.startswith("PHONE")
        return NewContact(
            text=self._text(matter.text),
            channel=matter.channel,
            occurred_at=occurred_at,
            person=self._person(),
            category=matter.category if self.dice.random() < 0.5 else "",
            business_line=matter.business_line,
            amount=matter.amount,
            demands=matter.demands,
            wait_seconds=int(self.dice.expovariate(1 / 120)) if voice else 0,
        )

    def past(self, count: int, now: datetime, *, days: float) -> list[NewContact]:
        """Contacts spread evenly over the days up to now, oldest first."""
        ages = sorted((self.dice.random() * days for _ in range(count)), reverse=True)
        return [self.contact(now - timedelta(days=age)) for age in ages]

    def posted(self, occurred_at: datetime) -> dict[str, Any]:
        """A contact as the API takes it."""
        self.number += 1
        contact = self.contact(occurred_at)
        return {
            "text": contact.text,
            "channel": contact.channel,
            "occurred_at": occurred_at.isoformat(),
            "person": {"name": contact.person.name, "phone": contact.person.phone},
            "business_line": contact.business_line,
            "external_id": f"{self.seed}-{self.number}",
        }

    def emergency(self, occurred_at: datetime) -> dict[str, Any]:
        """One that every rule book raises an alert about."""
        text = self.dice.choice(grammar.GRAMMAR["emergency"])
        return self.posted(occurred_at) | {"text": text}

    def _text(self, first: str) -> str:
        if self.others and self.dice.random() < FROM_CORPORA:
            return self.dice.choice(self.others)
        more = range(self.dice.choice(SENTENCES) - 1)
        return first + "".join(grammar.matter(self.dice).text for _ in more)

    def _person(self) -> Person:
        if self.crowd and self.dice.random() < RETURNING:
            return self.dice.choice(self.crowd)
        person = Person(name=grammar.name(self.dice), phone=grammar.phone(self.dice))
        self.crowd = [*self.crowd[-CROWD:], person] if len(self.crowd) > 2 * CROWD else self.crowd
        self.crowd.append(person)
        return person

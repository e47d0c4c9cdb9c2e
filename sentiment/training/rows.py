"""What people say of texts: what a layer over the second stage is learnt from."""

import hashlib
from dataclasses import dataclass, field

HELD_BACK = 3  # of three texts one is never learnt from


@dataclass(frozen=True, slots=True)
class Row:
    """One text with what people say of it; `disputed` are the fields the machine had wrong."""

    text: str
    truth: dict[str, str]  # codes, several joined by commas; the intensity as text in 1 to 5
    disputed: frozenset[str] = field(default=frozenset())

    @property
    def held_back(self) -> bool:
        """By the text alone, so that a text never changes sides."""
        digest = hashlib.sha1(
            self.text.encode("utf-8", "surrogatepass"), usedforsecurity=False
        ).hexdigest()
        return int(digest[:8], 16) % HELD_BACK == 0

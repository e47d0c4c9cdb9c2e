"""Sentences of the demo, put together from a grammar with a seeded dice."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

GRAMMAR: dict[str, Any] = json.loads(
    (Path(__file__).parent / "grammar.json").read_text(encoding="utf-8")
)
SLOT = re.compile(r"\{(\w+)\}")
YUAN = re.compile(r"([\d.]+)元")
STYLE_WEIGHTS = {"note": 46, "chat": 20, "short": 16, "letter": 8, "transfer": 5, "post": 5}
MOODS = {"mild": 40, "tired": 22, "worried": 12, "doubt": 9, "angry": 15, "sad": 2}


@dataclass(frozen=True, slots=True)
class Matter:
    """One invented complaint before anybody has read it."""

    text: str
    channel: str
    category: str
    business_line: str
    demands: tuple[str, ...]
    amount: Decimal | None


def fill(sentence: str, dice: Random) -> str:
    """Put a random word into every slot."""
    return SLOT.sub(lambda match: dice.choice(GRAMMAR["slots"][match[1]]), sentence)


def matter(dice: Random, *, category: str = "", style: str = "", mood: str = "") -> Matter:
    """One complaint; what is not given is thrown."""
    matters = GRAMMAR["matters"]
    code = category or weighted(dice, {code: each["weight"] for code, each in matters.items()})
    style = style or weighted(dice, STYLE_WEIGHTS)
    spoken = GRAMMAR["styles"][style]
    text = fill(_sentences(code, style, mood or weighted(dice, MOODS), dice), dice)
    return Matter(
        text=text,
        channel=dice.choice(spoken["channels"]),
        category=code,
        business_line=matters[code]["line"],
        demands=tuple(dice.sample(matters[code]["demands"], k=1 + (dice.random() < 0.4)))
        if len(matters[code]["demands"]) > 1
        else tuple(matters[code]["demands"]),
        amount=amount_in(text),
    )


def _sentences(code: str, style: str, mood: str, dice: Random) -> str:
    events = GRAMMAR["matters"][code]["events"]
    parts = [dice.choice(GRAMMAR["styles"][style]["open"]) + dice.choice(events) + "。"]
    if len(events) > 1 and dice.random() < 0.18:
        parts.append("另外，" + dice.choice(events) + "。")
    if style != "short" or dice.random() < 0.5:
        parts.append(dice.choice(GRAMMAR["more"][mood]))
    if mood in ("angry", "tired") and dice.random() < 0.3:
        kind = weighted(dice, {"regulator": 6, "media": 3, "legal": 2})
        parts.append(dice.choice(GRAMMAR["threats"][kind]))
    parts.append(dice.choice(GRAMMAR["close"][style]))
    return "".join(parts)


def amount_in(text: str) -> Decimal | None:
    """The largest sum named, which an agent would have entered."""
    sums = [Decimal(found) for found in YUAN.findall(text)]
    return max(sums, default=None)


def weighted(dice: Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def name(dice: Random) -> str:
    return dice.choice(GRAMMAR["family"]) + dice.choice(GRAMMAR["given"])


def phone(dice: Random) -> str:
    """A number in a range that no operator gives out (prefix 110 does not exist for mobiles)."""
    return f"110{dice.randrange(10**8):08d}"

"""What word lists and patterns found in one text, before any probability."""

import re
from dataclasses import dataclass

from .expression import Hit
from .facts import Facts
from .scanner import Found

GOOD_OR_PLAIN = ("CALM", "SATISFIED")
CLEAR_RISK = 3
ACT_NOW = 5
EXTREMES = ("EXTREME_SELF", "EXTREME_VIO")
_AGENT = r"坐席|客服(?:代表|专员)?|话务员|接线员|服务代表|人工客服|机器人|agent|staff"
_CUSTOMER = r"客户|顾客|用户|投诉人|来电人|消费者|市民|customer|caller"
AGENT_TURN = re.compile(
    rf"(?:^|\n)[ \t]*(?:{_AGENT})[0-9]*[ \t]*[:：].*?"
    rf"(?=\n[ \t]*(?:{_CUSTOMER})[0-9]*[ \t]*[:：]|\Z)",
    re.S | re.I,
)
CUSTOMER_TURN = re.compile(rf"(?:^|\n)[ \t]*(?:{_CUSTOMER})[0-9]*[ \t]*[:：]", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Finds of one text; positions count characters of the text."""

    folded: str
    channels: list[list[Found]]
    risks: list[tuple[Found, Hit]]
    groups: dict[str, float]
    context: list[Hit]
    emotions: list[Found]
    emotion_counts: dict[str, list[int]]
    categories: dict[str, float]
    facts: Facts

    @property
    def pressure(self) -> list[float]:
        """How loud the extreme groups are, and how loud any group: 0-1, for the intensity."""
        extreme = max(self.groups.get(group, 0.0) for group in EXTREMES)
        loudest = max(self.groups.values(), default=0.0)
        return [min(1.0, extreme / ACT_NOW), min(1.0, loudest / ACT_NOW)]

    @property
    def polarity_cues(self) -> list[float]:
        """Strong and usual cues of ill feeling, a risk of one's own, cues of asking, of praise."""
        strong = usual = 0
        for code, (first, second) in self.emotion_counts.items():
            if code not in GOOD_OR_PLAIN:
                strong += min(first, 2)
                usual += min(second, 2)
        risky = any(hit.own and hit.weight >= CLEAR_RISK for _, hit in self.risks)
        asking, praise = (self.emotion_counts.get(code, (0, 0))[0] for code in GOOD_OR_PLAIN)
        return [min(strong, 3), min(usual, 4), float(risky), min(asking, 2), min(praise, 2)]


def blank_agent(text: str) -> str:
    """In a transcript with speaker labels, put blanks over what the agent said; same length."""
    if "\n" not in text or not CUSTOMER_TURN.search(text):
        return text
    return AGENT_TURN.sub(lambda turn: re.sub(r"[^\n]", " ", turn[0]), text)

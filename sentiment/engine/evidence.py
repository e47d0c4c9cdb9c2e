"""What word lists and patterns found in a batch, before any probability."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from .expression import Hit
from .facts import Facts
from .reading import EMOTIONS
from .scanner import CHANNELS, Finds, Found, Role, Scan, text_of
from .signs import EXCLAIM, QUESTION, Signs

GOOD_OR_PLAIN = ("CALM", "SATISFIED")
ILL = tuple(at for at, code in enumerate(EMOTIONS) if code not in GOOD_OR_PLAIN)
CALM, SATISFIED = map(EMOTIONS.index, GOOD_OR_PLAIN)
CLEAR_RISK = 3
ACT_NOW = 5  # the greatest weight of a term (domain 4.2)
EXTREMES = ("EXTREME_SELF", "EXTREME_VIO")
_AGENT = r"坐席|客服(?:代表|专员)?|话务员|接线员|服务代表|人工客服|机器人|agent|staff"
_CUSTOMER = r"客户|顾客|用户|投诉人|来电人|消费者|市民|customer|caller"
AGENT_TURN = re.compile(
    rf"(?:^|\n)[ \t]*(?:{_AGENT})[0-9]*[ \t]*[:：].*?"
    rf"(?=\n[ \t]*(?:{_CUSTOMER})[0-9]*[ \t]*[:：]|\Z)",
    re.S | re.I,
)
CUSTOMER_TURN = re.compile(rf"(?:^|\n)[ \t]*(?:{_CUSTOMER})[0-9]*[ \t]*[:：]", re.I)
Risks = list[tuple[Found, Hit]]


class Evidence:
    """Finds of one text; positions count characters of the text."""

    __slots__ = ("at", "context", "facts", "folded", "groups", "risks", "seen")

    def __init__(self, seen: "Observed", at: int, folded: str):
        self.seen, self.at, self.folded = seen, at, folded
        self.risks: Risks = []  # in context
        self.groups: dict[str, float] = {}
        self.context: list[Hit] = []  # words that rules combine with risk terms
        self.facts: Facts = NO_FACTS

    @property
    def channels(self) -> list[list[Found]]:
        """All finds by channel, in order of their end. Made when asked for."""
        return self.seen.channels[self.at]

    @property
    def emotions(self) -> list[Found]:
        """The emotion cues that count, in order of the text."""
        felt, base = self.seen.felt, int(self.seen.base[self.at])
        mine = felt.some(slice(*felt.text.searchsorted((self.at, self.at + 1)).tolist()))
        places = zip(mine.start.tolist(), mine.end.tolist(), mine.role.tolist(), strict=True)
        return [Found(s - base, e - base, self.seen.roles[role]) for s, e, role in places]

    @property
    def emotion_counts(self) -> dict[str, list[int]]:
        """Per emotion the numbers of different strong and usual cues."""
        rows = zip(EMOTIONS, self.seen.emotion[self.at].tolist(), strict=True)
        return {code: counts for code, counts in rows if any(counts)}

    @property
    def categories(self) -> dict[str, float]:
        """How loudly the cues speak for each level-2 code they speak for."""
        rows = zip(self.seen.category_codes, self.seen.category[self.at].tolist(), strict=True)
        return {code: loudness for code, loudness in rows if loudness}

    @property
    def pressure(self) -> list[float]:
        """How loud the extreme groups are, and how loud any group: 0-1, for the intensity."""
        return self.seen.pressure[self.at].tolist()

    @property
    def polarity_cues(self) -> list[float]:
        """Strong and usual cues of ill feeling, a risk of one's own, cues of asking, of praise."""
        return self.seen.polarity_cues[self.at].tolist()


@dataclass(eq=False)
class Observed(Sequence[Evidence]):
    """The evidence of a batch, text by text, and the same as arrays with a row per text."""

    scan: Scan
    signs: Signs
    lengths: np.ndarray
    base: np.ndarray  # where each text begins among the code points of the batch
    felt: Finds  # emotion cues that count, by place
    category_codes: Sequence[str]
    motive_codes: Sequence[str]
    emotion: np.ndarray  # (texts, emotions, 2) strong and usual cues
    category: np.ndarray  # (texts, level-2 codes) loudness
    motive: np.ndarray  # (texts, motives, 2)
    demands: list[dict[str, tuple[int, int] | None]]
    needs: np.ndarray  # (texts, context patterns) True where a pattern could match
    given: list[list[bool]]  # per text whether a channel has any find
    rows: list[Evidence]

    @property
    def roles(self) -> Sequence[Role]:
        """What the numbers of roles stand for."""
        return self.scan.roles

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Evidence: ...
    @overload
    def __getitem__(self, at: slice) -> list[Evidence]: ...
    def __getitem__(self, at: int | slice) -> Evidence | list[Evidence]:
        return self.rows[at]

    def __iter__(self) -> Iterator[Evidence]:
        return iter(self.rows)

    @cached_property
    def pressure(self) -> np.ndarray:
        """How loud the extreme groups are, and how loud any group: 0-1, (texts, 2)."""
        rows = [
            (max(one.groups.get(group, 0.0) for group in EXTREMES), max(one.groups.values()))
            if one.groups
            else (0.0, 0.0)
            for one in self.rows
        ]
        return np.minimum(1.0, np.array(rows).reshape(-1, 2) / ACT_NOW)

    @cached_property
    def polarity_cues(self) -> np.ndarray:
        """(texts, 5), see Evidence."""
        cues = np.zeros((len(self.rows), 5))
        capped = np.minimum(self.emotion[:, ILL, :], 2).sum(axis=1)
        cues[:, 0] = np.minimum(capped[:, 0], 3)
        cues[:, 1] = np.minimum(capped[:, 1], 4)
        cues[:, 2] = [
            any(hit.own and hit.weight >= CLEAR_RISK for _, hit in one.risks) for one in self.rows
        ]
        cues[:, 3] = np.minimum(self.emotion[:, CALM, 0], 2)
        cues[:, 4] = np.minimum(self.emotion[:, SATISFIED, 0], 2)
        return cues

    @cached_property
    def marks(self) -> np.ndarray:
        """Exclamation and question marks: (texts, 2)."""
        size = len(self.rows)
        places = (self.signs.bits & (EXCLAIM | QUESTION)).nonzero()[0]
        asking = (self.signs.bits[places] & QUESTION) != 0
        cells = 2 * self.text_of(places) + asking
        return np.bincount(cells, minlength=2 * size).reshape(size, 2)

    @cached_property
    def channels(self) -> list[list[list[Found]]]:
        """All finds as lists: by text, channel and end. Slow, for what looks at single words."""
        lists: list[list[list[Found]]] = [[[] for _ in range(CHANNELS)] for _ in self.rows]
        for channel in range(CHANNELS):
            for at, found in self.scan.lists(channel, self.base).items():
                lists[at][channel] = found
        return lists

    def text_of(self, places: np.ndarray) -> np.ndarray:
        """The number of the text each place lies in."""
        return text_of(places, self.lengths)


NO_FACTS = Facts([])


def array_of(evidence: Sequence[Evidence], name: str) -> np.ndarray:
    """An array of `Observed` with a row per text, for a whole batch or any choice of texts."""
    if isinstance(evidence, Observed):
        return getattr(evidence, name)
    rows = [getattr(one.seen, name)[one.at] for one in evidence]
    return np.array(rows) if rows else np.zeros((0, 1))


def blank_agent(text: str) -> str:
    """In a transcript with speaker labels, put blanks over what the agent said; same length."""
    if "\n" not in text or not CUSTOMER_TURN.search(text):
        return text
    return AGENT_TURN.sub(lambda turn: re.sub(r"[^\n]", " ", turn[0]), text)

"""The gate before a lexicon: sentences of our own that it must tell, and must not be fooled by."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from sentiment.engine.fold import DATA
from sentiment.engine.reading import Reading

CLEAR = 3  # a group score from here on counts as told
LEAST = 0.9  # precision, recall, and share of combinations that fire: domain rule 4.5
GROUP_LEAST, SLIPS = 0.75, 3  # precision of each group; so many wrong ones it may have anyway
type_of_reader = Callable[[Sequence[str]], list[Reading]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the groups it must be told for; `why` says what makes it hard."""

    text: str
    groups: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence on which a combination must fire."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What was told wrongly of one sentence."""

    text: str
    why: str
    missing: list[str]
    extra: list[str]


@dataclass(frozen=True, slots=True)
class Gate:
    """How well the sentences were told. Shares lie in 0-1; nothing told at all counts as 0."""

    sentences: int
    told: int
    right: int
    expected: int
    cases: int
    fired: int
    failures: list[Failure]
    silent: list[str]
    noisy: list[str]  # groups told wrongly too often

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 0.0

    @property
    def combos(self) -> float:
        return self.fired / self.cases if self.cases else 1.0

    @property
    def passed(self) -> bool:
        return not self.noisy and min(self.precision, self.recall, self.combos) >= LEAST

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, with the shares."""
        shares = {"precision": self.precision, "recall": self.recall, "combos": self.combos}
        return asdict(self) | {name: round(share, 4) for name, share in shares.items()}


class GateError(ValueError):
    """The sentences are not told well enough; the result says which."""

    def __init__(self, gate: Gate):
        super().__init__(f"precision {gate.precision:.3f}, recall {gate.recall:.3f}")
        self.gate = gate


@cache
def sentences() -> tuple[tuple[Sentence, ...], tuple[Case, ...]]:
    """The sentences that come with the product, and the cases of the combinations."""
    data = json.loads((DATA / "lexicon_sentences.json").read_text(encoding="utf-8"))
    rows = (Sentence(row["text"], frozenset(row["groups"]), row["why"]) for row in data["rows"])
    return tuple(rows), tuple(Case(row["text"], row["code"]) for row in data["combos"])


def judge(read: type_of_reader, codes: frozenset[str]) -> Gate:
    """Read all sentences and count.

    Args: read, an engine's; codes, the combinations it has (a retired one need not fire).
    """
    rows, cases = sentences()
    cases = tuple(case for case in cases if case.code in codes)
    seen = read([row.text for row in rows])
    found = [{group for group, score in one.groups.items() if score >= CLEAR} for one in seen]
    fired = [
        case.code in {combo.code for combo in one.combos}
        for case, one in zip(cases, read([case.text for case in cases]), strict=True)
    ]
    pairs = list(zip(rows, found, strict=True))
    return Gate(
        sentences=len(rows),
        told=sum(map(len, found)),
        right=sum(len(told & row.groups) for row, told in pairs),
        expected=sum(len(row.groups) for row in rows),
        cases=len(cases),
        fired=sum(fired),
        failures=[_failure(row, told) for row, told in pairs if told != row.groups],
        silent=[f"{c.code} {c.text}" for c, ok in zip(cases, fired, strict=True) if not ok],
        noisy=_noisy(pairs),
    )


def _noisy(pairs: Sequence[tuple[Sentence, set[str]]]) -> list[str]:
    """The groups that one bad word spoils: over all groups together it would hardly show."""
    wrong = Counter(group for row, told in pairs for group in told - row.groups)
    right = Counter(group for row, told in pairs for group in told & row.groups)
    return sorted(
        group for group, count in wrong.items()
        if count > SLIPS and right[group] < GROUP_LEAST * (right[group] + count)
    )  # fmt: skip


def _failure(row: Sentence, told: set[str]) -> Failure:
    return Failure(row.text, row.why, sorted(row.groups - told), sorted(told - row.groups))

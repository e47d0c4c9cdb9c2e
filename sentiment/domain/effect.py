"""What a draft of the lexicon would add to recent contacts, and which of its changes cause it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sentiment.domain.lexicon import Change, Row
from sentiment.engine.fold import fold, fold_pattern
from sentiment.engine.reading import Reading

FEWEST = 5  # contacts: fewer tell nothing of a share
GAP = re.escape("…")
REACH = ".{0,12}"  # between the halves of a pair, as the engine looks for them


@dataclass(frozen=True, slots=True)
class Cause:
    """A term or combination of the draft, and in how many contacts it raises something."""

    part: str
    group: str  # empty for a combination
    name: str
    texts: int

    @property
    def key(self) -> str:
        """What a person who agrees to it has named."""
        return f"{self.part}/{self.group}/{self.name}"


@dataclass(frozen=True, slots=True)
class Effect:
    """How many contacts a draft raises (in a group, by a flag or combination) or lowers."""

    texts: int
    raised: int
    lowered: int
    causes: tuple[Cause, ...]  # the most frequent first

    @property
    def share(self) -> float:
        return self.raised / self.texts if self.texts else 0.0

    def wide(self, most: float) -> bool:
        """Whether it raises more than this share of the contacts."""
        return self.raised >= FEWEST and self.share > most

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, with the share."""
        return asdict(self) | {
            "share": round(self.share, 4),
            "causes": [asdict(cause) for cause in self.causes],
        }


def effect_from(kept: dict[str, Any]) -> Effect:
    """The effect as a version keeps it."""
    causes = tuple(Cause(**cause) for cause in kept["causes"])
    return Effect(kept["texts"], kept["raised"], kept["lowered"], causes)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A person's word that a wide draft is meant: why, and the causes that were shown."""

    reason: str
    named: frozenset[str]

    def covers(self, effect: Effect) -> bool:
        """Whether a reason is given and no cause has come since."""
        return bool(self.reason) and {cause.key for cause in effect.causes} <= self.named


NOBODY = Agreement("", frozenset())


class WideError(ValueError):
    """The draft raises something in too many contacts, and nobody said that it is meant."""

    def __init__(self, effect: Effect):
        super().__init__(f"raises {effect.raised} of {effect.texts} contacts")
        self.effect = effect


def effect_of(
    texts: Sequence[str],
    before: Sequence[Reading],
    after: Sequence[Reading],
    changes: Iterable[Change],
) -> Effect:
    """Count the texts that are read otherwise, and name the changes that raise them."""
    pairs = list(zip(texts, before, after, strict=True))
    raised = [(fold(text), old, new) for text, old, new in pairs if _raises(old, new)]
    lowered = sum(_raises(new, old) for _, old, new in pairs)
    rows = [(change.part, change.after) for change in changes if change.after is not None]
    causes = [_cause(part, row, raised) for part, row in rows]
    found = sorted((one for one in causes if one.texts), key=lambda one: (-one.texts, one.key))
    return Effect(len(pairs), len(raised), lowered, tuple(found))


def _raises(old: Reading, new: Reading) -> bool:
    higher = any(score > old.groups.get(group, 0) for group, score in new.groups.items())
    return higher or bool(new.flags.keys() - old.flags.keys()) or bool(_codes(new) - _codes(old))


def _codes(seen: Reading) -> set[str]:
    return {combo.code for combo in seen.combos}


def _cause(part: str, row: Row, raised: list[tuple[str, Reading, Reading]]) -> Cause:
    if part == "combos":
        code = row["code"]
        fired = sum(code in _codes(new) - _codes(old) for _, old, new in raised)
        return Cause(part, "", code, fired)
    group, pattern = row["group"], pattern_of(row)
    texts = sum(group in new.groups and bool(pattern.search(text)) for text, _, new in raised)
    return Cause(part, group, row["term"], texts)


def pattern_of(row: Row) -> re.Pattern[str]:
    """What finds a term in a folded text."""
    if row["kind"] == "regex":
        return re.compile(fold_pattern(row["term"]), re.IGNORECASE)
    return re.compile(re.escape(fold(row["term"])).replace(GAP, REACH))

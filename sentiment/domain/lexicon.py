"""A lexicon as it is stored: rows of plain data, who they hold for, what differs between two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sentiment.engine.lexicon import Combo, Lexicon, Term

Row = Mapping[str, Any]
Content = Mapping[str, Sequence[Row]]  # {"terms": [...], "combos": [...]}, plain JSON
SCOPED = ("lines", "channels", "valid_from", "valid_to")
PARTS = {"terms": ("group", "term"), "combos": ("code",)}  # what a row is known by


@dataclass(frozen=True, slots=True)
class Place:
    """When and where something was said; an empty code is an unknown one."""

    day: date
    line: str = ""
    channel: str = ""  # the group of the channel


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not the same in two lexicons; None where it is missing."""

    part: str
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it will be, or as it was when it goes."""
        return self.after or self.before or {}

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def fields(self) -> list[tuple[str, Any, Any]]:
        """What changed in it: field, before, after."""
        if self.before is None or self.after is None:
            return []
        names = dict.fromkeys([*self.before, *self.after])
        pairs = ((name, self.before.get(name), self.after.get(name)) for name in names)
        return [(name, old, new) for name, old, new in pairs if (old or None) != (new or None)]


def differences(before: Content, after: Content) -> list[Change]:
    """Every row that was added, removed or changed: terms by group, then combinations."""
    changes = []
    for part, keys in PARTS.items():
        old, new = (_by_key(content[part], keys) for content in (before, after))
        changes += [
            Change(part, old.get(key), new.get(key))
            for key in sorted(old.keys() | new.keys())
            if not _same(old.get(key), new.get(key))
        ]
    return changes


def keys_of(content: Content, part: str) -> set[tuple[str, ...]]:
    """What the rows of one part are known by."""
    return set(_by_key(content[part], PARTS[part]))


def _by_key(rows: Iterable[Row], keys: tuple[str, ...]) -> dict[tuple, Row]:
    return {tuple(row[key] for key in keys): row for row in rows}


def _same(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return not Change("", one, other).fields


def holds(row: Row, place: Place) -> bool:
    """True when a term holds there and then. What is limited to a scope needs a known one."""
    day = place.day.isoformat()
    if (row.get("valid_from") or day) > day or (row.get("valid_to") or day) < day:
        return False
    lines, channels = row.get("lines") or (), row.get("channels") or ()
    return (not lines or place.line in lines) and (not channels or place.channel in channels)


def limited(content: Content) -> list[Row]:
    """The terms that do not hold always and everywhere."""
    return [row for row in content["terms"] if any(row.get(name) for name in SCOPED)]


def left_out(terms: Iterable[Row], place: Place) -> frozenset[tuple[str, str]]:
    """Group and term of those that do not hold at this place."""
    return frozenset((row["group"], row["term"]) for row in terms if not holds(row, place))


def lexicon_of(
    content: Content, version: str, without: frozenset[tuple[str, str]] = frozenset()
) -> Lexicon:
    """The engine's form. Raises LexiconError when a row can't be used."""
    terms = (
        Term(row["group"], row["term"], row["weight"], row["kind"])
        for row in content["terms"]
        if (row["group"], row["term"]) not in without
    )
    return Lexicon(version, terms, (combo_of(row) for row in content["combos"]))


def combo_of(row: Row) -> Combo:
    """The engine's form of one combination. Raises LexiconError when it can't be used."""
    told = {name: value for name, value in row.items() if name != "name"}
    return Combo(**told | {"flags": tuple(row.get("flags", ()))})

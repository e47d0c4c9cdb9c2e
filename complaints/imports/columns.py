"""Columns named by a person: `text=内容`, or by their number: `text=#3`."""

import re
from collections.abc import Sequence

from complaints.domain.import_columns import unclear
from complaints.imports.jobs import MappingError


def columns_by_name(pairs: Sequence[str], header: Sequence[str]) -> dict[str, int]:
    """Field → column index of pairs FIELD=COLUMN.

    Raises MappingError for a column that is not there, or whose name stands there twice.
    """
    found: dict[str, int] = {}
    for pair in pairs:
        field, _, column = pair.partition("=")
        found[field.strip()] = _index(column.strip(), [name.strip() for name in header])
    return found


def _index(column: str, header: list[str]) -> int:
    if re.fullmatch(r"#[0-9]{1,4}", column) and column not in header:
        return int(column[1:]) - 1
    if header.count(column) > 1:
        places = [index for index, name in enumerate(header) if name == column]
        raise MappingError("ambiguous_column", _named(column, places))
    if column not in header:
        raise MappingError("no_such_column", column)
    return header.index(column)


def check_names(header: Sequence[str]) -> None:
    """Raise MappingError where guessing by name would have to choose between two columns."""
    for name, places in unclear(header).items():
        raise MappingError("ambiguous_column", _named(name, places))


def _named(name: str, places: Sequence[int]) -> str:
    """The name with the numbers of its columns: 内容 (#1, #3)."""
    return f"{name} ({', '.join(f'#{index + 1}' for index in places)})"

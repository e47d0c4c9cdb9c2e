"""Columns named by a person: `text=内容`, or by their number: `text=#3`."""

import re
from collections.abc import Sequence

from complaints.imports.jobs import MappingError


def columns_by_name(pairs: Sequence[str], header: Sequence[str]) -> dict[str, int]:
    """Field → column index of pairs FIELD=COLUMN.

    Raises MappingError for a column that is not there, or whose name stands there twice.
    """
    found = {}
    for pair in pairs:
        field, _, column = pair.partition("=")
        found[field.strip()] = _index(column.strip(), [name.strip() for name in header])
    return found


def _index(column: str, header: list[str]) -> int:
    if re.fullmatch(r"#[0-9]{1,4}", column) and column not in header:
        return int(column[1:]) - 1
    if header.count(column) > 1:
        raise MappingError("ambiguous_column", column)
    if column not in header:
        raise MappingError("no_such_column", column)
    return header.index(column)

"""Cells that spreadsheet programs would run as a formula or round as a number, kept as text."""

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection
DIGITS = re.compile(r"0\d+|\d{12,}")  # leading zeros and long numbers are lost in a spreadsheet


def needs_protection(cell: str) -> bool:
    return cell.startswith(FORMULA) or DIGITS.fullmatch(cell) is not None


def protected(cell: str) -> str:
    """The cell with an apostrophe before it, where a spreadsheet would not leave it as it is."""
    return f"'{cell}" if needs_protection(cell) else cell


def unprotected(cell: str) -> str:
    """Undo `protected` when the file comes back."""
    return cell[1:] if cell.startswith("'") and needs_protection(cell[1:]) else cell

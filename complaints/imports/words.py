"""What is wrong with a file, its columns or a row, in words a person can act on."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.domain.intake import MAX_TEXT
from complaints.imports.errors import FileError
from complaints.imports.limits import MAX_UPLOAD, MB

FIELD_WORDS = {
    "row": gettext_lazy("Row"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "received_at": gettext_lazy("Time"),
    "occurred_at": gettext_lazy("Time"),
    "external_id": gettext_lazy("Number in the source"),
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Phone"),
    "id_number": gettext_lazy("Identity number"),
    "address": gettext_lazy("Address"),
    "channel": gettext_lazy("Channel"),
    "category": gettext_lazy("Category"),
    "business_line": gettext_lazy("Business line"),
    "product": gettext_lazy("Product"),
    "amount": gettext_lazy("Amount"),
    "demands": gettext_lazy("Demands"),
    "people": gettext_lazy("People concerned"),
    "reference": gettext_lazy("Complaint to add to"),
    "wait_seconds": gettext_lazy("Wait in seconds"),
    "transfers": gettext_lazy("Transfers"),
}
ROW_WORDS = {
    "empty": gettext_lazy("%(field)s: empty"),
    "too_long": gettext_lazy("%(field)s: %(value)s characters are too many"),
    "text too_long": gettext_lazy("%(field)s: %(value)s characters, at most %(limit)s fit"),
    "unknown": gettext_lazy("%(field)s: “%(value)s” is not known"),
    "unreadable": gettext_lazy("%(field)s: “%(value)s” can't be read"),
    "in_the_future": gettext_lazy("%(field)s: %(value)s lies in the future"),
    "too_early": gettext_lazy("%(field)s: %(value)s lies before the year 2000"),
    "out_of_range": gettext_lazy("%(field)s: %(value)s is outside the allowed range"),
    "too_precise": gettext_lazy("%(field)s: %(value)s has more than two decimals"),
    "unprintable": gettext_lazy("%(field)s: control characters are not allowed here"),
    "digits_lost": gettext_lazy(
        "%(field)s: the spreadsheet has rounded %(value)s; enter it anew in a column of texts"
    ),
    "spreadsheet_error": gettext_lazy("%(field)s: the cell holds the spreadsheet error %(value)s"),
    "formula_without_value": gettext_lazy(
        "%(field)s: the formula was saved without its result; open and save the file once"
    ),
    "too_few_cells": gettext_lazy("%(field)s: too few cells (%(value)s)"),
    "too_many_cells": gettext_lazy("%(field)s: too many cells (%(value)s); is a quote missing?"),
    "broken_quotes": gettext_lazy(
        "%(field)s: the quotes are broken; a quote inside is written twice"
    ),
    "undecodable": gettext_lazy("%(field)s: bytes in cell %(value)s don't fit the encoding"),
}
TIMES = ("in_the_future", "too_early")  # their value is a moment
FILE_WORDS = {
    "empty": gettext_lazy("The file is empty."),
    "no_rows": gettext_lazy("The file has a header but no rows below it."),
    "no_header": gettext_lazy("The first row must name the columns; here it already holds data."),
    "broken_header": gettext_lazy("The quotes in the first row are broken."),
    "undecodable": gettext_lazy(
        "Line %(line)s can't be read: byte %(byte)s does not fit %(encoding)s. "
        "Save the file as UTF-8, or choose its encoding: then only such rows are refused."
    ),
    "too_large": gettext_lazy(
        "The file is larger than %(limit)s MB. Split it, or pack it with gzip."
    ),
    "too_large_unpacked": gettext_lazy(
        "Unpacked, the file is larger than %(limit)s MB. It is not opened. Split it."
    ),
    "too_many_rows": gettext_lazy("The file has more than %(limit)s rows. Split it."),
    "too_many_columns": gettext_lazy(
        "Row %(row)s has more than %(limit)s columns. Delete what is not needed."
    ),
    "too_many_texts": gettext_lazy(
        "The workbook has more than %(limit)s different texts. Split it."
    ),
    "too_many_broken": gettext_lazy(
        "The quotes are broken in more than %(limit)s rows, up to row %(row)s. Save the file anew."
    ),
    "line_too_long": gettext_lazy("Line %(line)s is too long for a table. Save the file as CSV."),
    "cell_too_long": gettext_lazy("A cell has more than %(limit)s characters."),
    "broken_gzip": gettext_lazy("The gzip file is damaged or cut off. Send it once more."),
    "broken_workbook": gettext_lazy(
        "The workbook is damaged or none. Open it in a spreadsheet program and save it as .xlsx."
    ),
    "encrypted": gettext_lazy("The file is protected by a password. Save it without one."),
    "old_excel": gettext_lazy(
        "This is an old .xls or a password-protected workbook. Save it as .xlsx without password."
    ),
    "file_gone": gettext_lazy("The file is no longer kept. Upload it once more."),
    "unknown_encoding": gettext_lazy("The encoding %(encoding)s is not known."),
}
MAPPING_WORDS = {
    "begun": gettext_lazy("This import has begun; its columns stay as they are."),
    "unknown_field": gettext_lazy("There is no field %(value)s."),
    "no_such_column": gettext_lazy("The file has no column %(value)s."),
    "ambiguous_column": gettext_lazy(
        "More than one column is called %(value)s. Say which one is meant by its number, "
        "for example --map text=#1."
    ),
    "no_text": gettext_lazy("Say which column holds what the complainant said."),
    "column_twice": gettext_lazy("Column %(value)s is chosen for two fields."),
    "no_channel": gettext_lazy("Choose a channel for all rows, or the column that holds it."),
    "unknown_channel": gettext_lazy("The channel %(value)s is not known."),
    "unknown_business_line": gettext_lazy("The business line %(value)s is not known."),
}


def file_message(error: FileError) -> str:
    """One sentence about a file that can't be imported."""
    return _file_words(error.code, error.values)


def stored_message(error: str) -> str:
    """The same from what a failed job has kept."""
    kept = json.loads(error) if error else {}
    return _file_words(kept.pop("code"), kept) if kept else ""


def _file_words(code: str, values: Mapping[str, Any]) -> str:
    numbers = {
        key: f"{value:,}" if isinstance(value, int) else value for key, value in values.items()
    }
    return str(FILE_WORDS[code]) % numbers


def mapping_message(code: str, value: str) -> str:
    return str(MAPPING_WORDS[code]) % {"value": value}


def row_message(problem: Mapping[str, str]) -> str:
    """One reason why a row was refused; takes a problem as it is stored."""
    field, code = problem["field"], problem["code"]
    words = ROW_WORDS.get(f"{field} {code}") or ROW_WORDS.get(code) or "%(field)s: %(value)s"
    values = {
        "field": FIELD_WORDS.get(field, field),
        "value": _moment(problem.get("value", "")) if code in TIMES else problem.get("value", ""),
        "limit": f"{MAX_TEXT:,}",
    }
    return str(words) % values


def _moment(value: str) -> str:
    """A stored moment as it is written here: in local time, without a zone."""
    return f"{localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"


def row_messages(problems: Iterable[Mapping[str, str]]) -> str:
    return _("; ").join(row_message(problem) for problem in problems)


def upload_hint() -> str:
    return _("CSV (UTF-8, GB18030, gzip) or XLSX, up to 100,000 rows and %(mb)d MB") % {
        "mb": MAX_UPLOAD // MB
    }

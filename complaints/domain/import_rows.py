"""One row of a foreign table becomes one contact, or a list of what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from complaints.domain.import_times import TimeError, read_time
from complaints.domain.intake import Codes, NewContact, Person, Problem, cleaned, problems

MAX_TITLE = 80
SEPARATORS = re.compile(r"[;；,，、|/]+")
LOST_DIGITS = re.compile(r"\d{15}0{2,}\d*")  # Excel keeps 15 digits and writes zeros for the rest
NO_VALUE = "#FORMULA?"  # what our reader makes of a formula that was saved without its result
TOO_LONG = "#TOO_LONG!"  # stands in our error workbooks for a text no cell can hold
SPREADSHEET_ERRORS = frozenset(
    (
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        NO_VALUE,
        TOO_LONG,
    )
)
SHOWN_FIELD = {"received_at": "occurred_at"}  # the intake's name of a column's field
SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file. `number` counts as a spreadsheet does: the header is 1."""

    number: int
    cells: tuple[str, ...]
    broken: str = ""  # a code, where the format itself is broken in this row


@dataclass(frozen=True, slots=True)
class Recipe:
    """How rows are read: which column is what, what holds for all rows, which names mean codes."""

    columns: Mapping[str, int]
    width: int
    received_at: datetime
    channel: str = ""
    business_line: str = ""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # field → name → code


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one row."""

    row: Row
    contact: NewContact | None
    problems: tuple[Problem, ...] = ()


class _Reader:
    """Reads the cells of one row and collects what can't be read."""

    def __init__(self, row: Row, recipe: Recipe) -> None:
        self.row, self.recipe = row, recipe
        self.found: list[Problem] = []

    def cell(self, name: str) -> str:
        index = self.recipe.columns.get(name)
        text = self.row.cells[index].strip() if index is not None else ""
        if text in SPREADSHEET_ERRORS:
            code = "formula_without_value" if text == NO_VALUE else "spreadsheet_error"
            self.wrong(SHOWN_FIELD.get(name, name), code, text)
            return ""
        return text

    def wrong(self, name: str, code: str, value: str = "") -> None:
        self.found.append(Problem(name, code, printable(value)))

    def time(self) -> datetime:
        text = self.cell("received_at")
        if not text and "received_at" in self.recipe.columns and not self.found:
            self.wrong("occurred_at", "empty")
        if text:
            try:
                return read_time(text)
            except TimeError:
                self.wrong("occurred_at", "unreadable", text)
        return self.recipe.received_at

    def code(self, name: str, default: str = "") -> str:
        """A code, whether the cell holds the code or the name; unknown ones stay as they are."""
        text = self.cell(name)
        return self._known(name, text) if text else default

    def codes(self, name: str) -> tuple[str, ...]:
        words = [word.strip() for word in SEPARATORS.split(self.cell(name)) if word.strip()]
        return tuple(dict.fromkeys(self._known(name, word) for word in words))

    def _known(self, name: str, text: str) -> str:
        return self.recipe.names.get(name, {}).get(text.casefold(), printable(text))

    def amount(self) -> Decimal | None:
        text = re.sub(r"[,，\s元¥￥]|RMB|CNY", "", self.cell("amount"))
        if not text:
            return None
        try:
            return Decimal(text)
        except InvalidOperation:
            self.wrong("amount", "unreadable", self.cell("amount"))
            return None

    def whole(self, name: str, default: int) -> int:
        text = self.cell(name)
        if not text:
            return default
        if re.fullmatch(r"\d{1,9}(\.0+)?", text):
            return int(float(text))
        self.wrong(name, "unreadable", text)
        return default

    def id_number(self) -> str:
        text = self.cell("id_number")
        if LOST_DIGITS.fullmatch(text):
            self.wrong("id_number", "digits_lost", text)
        return text


def check_row(row: Row, recipe: Recipe, codes: Codes, now: datetime) -> Checked:
    """Read and check one row; with problems there is no contact, and every problem is named."""
    shape = _shape_problem(row, recipe)
    if shape:
        return Checked(row, None, (shape,))
    reader = _Reader(row, recipe)
    contact = cleaned(_contact(reader))
    seen = {problem.field for problem in reader.found}
    found = reader.found + [p for p in problems(contact, codes, now) if p.field not in seen]
    return Checked(row, None, tuple(found)) if found else Checked(row, contact)


def _shape_problem(row: Row, recipe: Recipe) -> Problem | None:
    if row.broken:
        return Problem("row", row.broken)
    if len(row.cells) != recipe.width:
        code = "too_few_cells" if len(row.cells) < recipe.width else "too_many_cells"
        return Problem("row", code, f"{len(row.cells)}/{recipe.width}")
    for index, cell in enumerate(row.cells, start=1):
        if SURROGATES.search(cell):
            return Problem("row", "undecodable", str(index))
    return None


def _contact(reader: _Reader) -> NewContact:
    recipe, cell = reader.recipe, reader.cell
    return NewContact(
        text=_text(cell("text"), cell("title")),
        channel=reader.code("channel", recipe.channel),
        occurred_at=reader.time(),
        person=Person(
            name=cell("name"),
            phone=cell("phone"),
            id_number=reader.id_number(),
            address=cell("address"),
        ),
        title=shortened(cell("title")),
        category=reader.code("category"),
        business_line=reader.code("business_line", recipe.business_line),
        product=cell("product"),
        amount=reader.amount(),
        demands=reader.codes("demands"),
        people=reader.whole("people", 1),
        reference=cell("reference"),
        external_id=cell("external_id") or None,
        wait_seconds=reader.whole("wait_seconds", 0),
        transfers=reader.whole("transfers", 0),
    )


def _text(text: str, title: str) -> str:
    """A title too long for a title is kept in the text, unless the text says it already."""
    too_long = len(shortened(title)) < len(title) and title not in text
    return f"{title}\n{text}" if text and too_long else text


def shortened(title: str) -> str:
    """A title in one line, cut with a mark where it is too long."""
    line = printable(" ".join(title.split()))
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1] + "…"


def printable(text: str, length: int = 120) -> str:
    """What can be stored and shown of a cell that can't be read."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:length])

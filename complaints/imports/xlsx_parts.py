"""What a sheet refers to: which sheet comes first, which styles are dates, the shared texts."""

import posixpath
import re
import tempfile
from array import array
from dataclasses import dataclass
from functools import lru_cache

from complaints.imports.errors import FileError
from complaints.imports.limits import MAX_CELL, MAX_SHARED
from complaints.imports.xlsx_package import Package, Xml

RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
STRICT_RELATIONSHIP = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
DATE_FORMATS = frozenset(
    (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
)  # ECMA-376 18.8.30
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Book:
    """The part that holds the first visible sheet, and from which day its dates count."""

    sheet: str
    from_1904: bool


def read_book(package: Package) -> Book:
    """Find the first visible sheet. Raises FileError for what is no workbook."""
    main = _targets(package, "_rels/.rels", "").get("officeDocument", "xl/workbook.xml")
    folder, name = posixpath.split(main)
    links = _links(package, f"{folder}/_rels/{name}.rels", folder)
    sheets: list[str] = []
    dates: list[bool] = []

    def start(tag: str, values: dict[str, str]) -> None:
        if tag == "sheet" and values.get("state", "visible") == "visible":
            sheets.append(values.get(RELATIONSHIP) or values.get(STRICT_RELATIONSHIP, ""))
        if tag == "workbookPr":
            dates.append(values.get("date1904") in ("1", "true"))

    xml = Xml(package, main)
    xml.handle(start)
    xml.read_all()
    part = next((links[sheet] for sheet in sheets if sheet in links), "")
    if not part or not package.has(part):
        raise FileError("broken_workbook")
    return Book(part, any(dates))


def _links(package: Package, name: str, folder: str) -> dict[str, str]:
    """Relationship id → part name."""
    found: dict[str, str] = {}

    def start(tag: str, values: dict[str, str]) -> None:
        if tag == "Relationship" and values.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(f"/{folder}", values.get("Target", "")))
            found[values.get("Id", "")] = target.lstrip("/")
            found[f"type {values.get('Type', '').rpartition('/')[2]}"] = target.lstrip("/")

    xml = Xml(package, name)
    xml.handle(start)
    xml.read_all()
    return found


def _targets(package: Package, name: str, folder: str) -> dict[str, str]:
    """Kind of relationship → part name."""
    links = _links(package, name, folder)
    return {key[5:]: part for key, part in links.items() if key.startswith("type ")}


def date_styles(package: Package) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a date or time."""
    name = "xl/styles.xml"
    if not package.has(name):
        return frozenset()
    own: dict[int, str] = {}
    styles: list[int] = []
    inside: list[bool] = []

    def start(tag: str, values: dict[str, str]) -> None:
        if tag == "numFmt":
            own[int(values.get("numFmtId", 0))] = values.get("formatCode", "")
        if tag == "cellXfs":
            inside.append(True)
        if tag == "xf" and inside:
            styles.append(int(values.get("numFmtId", 0)))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside.clear()

    xml = Xml(package, name)
    xml.handle(start, end)
    xml.read_all()
    return frozenset(index for index, form in enumerate(styles) if _is_date(own.get(form), form))


def _is_date(code: str | None, number: int) -> bool:
    if code is None:
        return number in DATE_FORMATS
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.split(";")[0]).casefold()
    return bool(re.search(r"[ymdhs年月日时]", plain)) and "general" not in plain


class SharedTexts:
    """The shared texts of a workbook, laid down in a file: memory holds only where each begins."""

    def __init__(self, package: Package) -> None:
        self.file = package.open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        self.starts = array("Q", [0])
        self.text: list[str] = []
        self.collect = self.hidden = False
        self.length = 0
        if package.has("xl/sharedStrings.xml"):
            xml = Xml(package, "xl/sharedStrings.xml")
            xml.handle(self._start, self._end)
            xml.parser.CharacterDataHandler = self._letters
            xml.read_all()
        self.get = lru_cache(maxsize=1000)(self._get)

    def _start(self, tag: str, values: dict[str, str]) -> None:
        self.hidden = self.hidden or tag == "rPh"  # how a word is read aloud is not what it says
        self.collect = tag == "t" and not self.hidden

    def _end(self, tag: str) -> None:
        self.collect = False
        if tag == "rPh":
            self.hidden = False
        if tag == "si":
            text = unescaped("".join(self.text))
            self.starts.append(
                self.starts[-1] + self.file.write(text.encode("utf-8", "surrogatepass"))
            )
            self.text, self.length = [], 0
            if len(self.starts) > MAX_SHARED:
                raise FileError("too_many_texts", limit=MAX_SHARED)

    def _letters(self, letters: str) -> None:
        if self.collect:
            self.length += len(letters)
            if self.length > MAX_CELL:
                raise FileError("cell_too_long", limit=MAX_CELL)
            self.text.append(letters)

    def _get(self, index: int) -> str:
        if not 0 <= index < len(self.starts) - 1:
            raise FileError("broken_workbook")
        self.file.seek(self.starts[index])
        return self.file.read(self.starts[index + 1] - self.starts[index]).decode(
            "utf-8", "surrogatepass"
        )


def unescaped(text: str) -> str:
    """`_x000D_` stands for a character that XML can't carry (ECMA-376 22.9.2.19)."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text

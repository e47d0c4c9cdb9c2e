"""The zip and XML side of a workbook: guarded against bombs, read as a stream.

Ready-made readers build the whole sheet in memory first; a workbook of 5 KB with one cell in the
last column of the last row makes them ask for 512 GB. Here nothing is kept but the current row.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO
from xml.parsers import expat

from complaints.imports.errors import FileError
from complaints.imports.limits import CHUNK, MAX_RATIO, MAX_UNPACKED, RATIO_FREE

MAX_PARTS = 2_000
type_of_start = Callable[[str, dict[str, str]], None]


class Package:
    """An open .xlsx: its parts by name, each read in guarded pieces."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise FileError("broken_workbook") from error
        self.open = ExitStack()  # whatever is closed with the workbook
        self.open.enter_context(self.zip)
        self.left = self._allowed(path.stat().st_size)

    def _allowed(self, size: int) -> int:
        """How many bytes may come out: what the directory claims is checked, then what comes."""
        parts = self.zip.infolist()
        claimed = sum(part.file_size for part in parts)
        allowed = min(MAX_UNPACKED, max(RATIO_FREE, size * MAX_RATIO))
        if len(parts) > MAX_PARTS or claimed > allowed:
            raise FileError("too_large_unpacked", limit=allowed // 2**20)
        if any(part.flag_bits & 1 for part in parts):
            raise FileError("encrypted")
        return allowed

    def has(self, name: str) -> bool:
        return name in self.zip.NameToInfo

    def pieces(self, name: str) -> Iterator[bytes]:
        try:
            with self.zip.open(name) as part:
                yield from self._guarded(part)
        except KeyError as error:
            raise FileError("broken_workbook") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise FileError("broken_workbook") from error

    def _guarded(self, part: IO[bytes]) -> Iterator[bytes]:
        while piece := part.read(CHUNK):
            self.left -= len(piece)
            if self.left < 0:
                raise FileError("too_large_unpacked", limit=MAX_UNPACKED // 2**20)
            yield piece

    def close(self) -> None:
        self.open.close()


class Xml:
    """One part parsed by expat without a document type: no entities, nothing from outside."""

    def __init__(self, package: Package, name: str) -> None:
        self.package, self.name = package, name
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise FileError("broken_workbook")

    def handle(self, start: type_of_start, end: Callable[[str], None] | None = None) -> None:
        """Element names reach the handlers without their namespace."""
        self.parser.StartElementHandler = lambda name, values: start(local(name), values)
        if end:
            self.parser.EndElementHandler = lambda name: end(local(name))

    def read(self) -> Iterator[None]:
        """Parse piece by piece; after each the handlers have seen it."""
        try:
            for piece in self.package.pieces(self.name):
                self.parser.Parse(piece, False)
                yield
            self.parser.Parse(b"", True)
            yield
        except expat.ExpatError as error:
            raise FileError("broken_workbook") from error

    def read_all(self) -> None:
        for _ in self.read():
            pass


def local(name: str) -> str:
    return name.rpartition(" ")[2]

"""Bytes become text: gzip or not, UTF-8, UTF-16 with its mark, or GB18030, decided strictly."""

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from complaints.imports.errors import FileError
from complaints.imports.limits import CHUNK, MAX_LINE, MAX_RATIO, MAX_UNPACKED, RATIO_FREE

GZIP_MAGIC = b"\x1f\x8b"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")
SURE = 8  # so many non-ASCII letters that decode as UTF-8 are no coincidence
ESCAPE = "complaints.imports.escape"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Bytes that make no sense become lone surrogates, whatever the codec."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(ESCAPE, _escape)


@dataclass(frozen=True, slots=True)
class Fault:
    """The first byte that makes no sense: where, and after how many non-ASCII letters."""

    offset: int
    line: int
    letters: int


class Unpacked(io.RawIOBase):
    """The bytes of a file, unpacked if they are gzip; FileError for a bomb or a torn archive."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        packed = self.file.read(2) == GZIP_MAGIC
        self.file.seek(0)
        self.stream = gzip.GzipFile(fileobj=self.file) if packed else self.file
        self.allowed = MAX_UNPACKED
        if packed:
            self.allowed = min(MAX_UNPACKED, max(RATIO_FREE, path.stat().st_size * MAX_RATIO))
        self.total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            piece = self.stream.read(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise FileError("broken_gzip") from error
        self.total += len(piece)
        if self.total > self.allowed:
            raise FileError("too_large_unpacked", limit=self.allowed // 2**20)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self.file.close()
        super().close()


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file as it lies there: two uploads of one file have the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def detect_encoding(path: Path) -> str:
    """The encoding in which every byte of the file makes sense.

    Raises FileError("empty") for a file without bytes, FileError("undecodable") naming the line
    and the byte for one that is clearly UTF-8 with a fault, or neither.
    """
    with Unpacked(path) as file:
        start = file.read(4)
    if not start:
        raise FileError("empty")
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    if marked:
        _refuse(first_fault(path, marked), marked)
        return marked
    fault = first_fault(path, "utf-8")
    if fault is None:
        return "utf-8"
    if fault.letters >= SURE:
        _refuse(fault, "utf-8")
    _refuse(first_fault(path, "gb18030"), "gb18030")
    return "gb18030"


def _refuse(fault: Fault | None, encoding: str) -> None:
    if fault:
        name = encoding.removesuffix("-sig").upper()
        raise FileError("undecodable", line=fault.line, byte=fault.offset + 1, encoding=name)


def first_fault(path: Path, encoding: str) -> Fault | None:
    """Where this encoding first fails; the whole file is read, none of it is kept."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    offset, line, letters = 0, 1, 0
    with Unpacked(path) as file:
        while True:
            piece = file.read(CHUNK) or b""
            held = _held(decoder)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding, "ignore")
                at = offset - held + error.start
                return Fault(at, line + good.count("\n"), letters + _foreign(good))
            if not piece:
                return None
            offset, line = offset + len(piece), line + text.count("\n")
            letters = letters if letters >= SURE else letters + _foreign(text)


def _held(decoder: codecs.IncrementalDecoder) -> int:
    """Bytes of an unfinished letter that the decoder keeps; what it keeps as a number is none."""
    kept = decoder.getstate()[0]
    return len(kept) if isinstance(kept, bytes) else 0


def _foreign(text: str) -> int:
    return 0 if text.isascii() else sum(character > "\x7f" for character in text)


def lines(path: Path, encoding: str) -> Iterator[str]:
    """The text in physical lines with their ends as they are.

    Bytes that make no sense become lone surrogates: their row is refused, the others are taken.
    Raises FileError("line_too_long") for what is no table of texts.
    """
    buffered = io.BufferedReader(Unpacked(path), CHUNK)
    with io.TextIOWrapper(buffered, encoding, errors=ESCAPE, newline="") as text:
        number = 0
        while line := text.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE:
                raise FileError("line_too_long", line=number)
            yield line

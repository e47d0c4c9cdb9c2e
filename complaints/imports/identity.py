"""What a row is called, so that a file imported twice brings its contacts once."""

import hashlib
from collections import Counter

from complaints.domain.import_rows import Row


class Identity:
    """Gives every row its number in the source.

    A mapped number is taken as it is. Else, where rows carry their own time, a row is called by
    its content, so that the same row is known in a mended or extended file as well; equal rows
    of one file are counted apart. Without a time only file and row number are sure.
    """

    def __init__(self, *, file: str, by_content: bool) -> None:
        self.file, self.by_content = file[:32], by_content
        self.seen: Counter[bytes] = Counter()

    def of(self, row: Row) -> str:
        """The name of this row; rows must be shown in their order, each once."""
        if not self.by_content:
            return f"f{self.file}-{row.number}"
        digest = hashlib.sha256(
            "\x1f".join(cell.strip() for cell in row.cells).encode("utf-8", "surrogatepass")
        ).digest()[:16]
        self.seen[digest] += 1
        times = self.seen[digest]
        return f"r{digest.hex()}" + (f"-{times}" if times > 1 else "")

"""What can be wrong with a file as a whole. Rows that are wrong fail alone, see `domain`."""


class FileError(ValueError):
    """This file can't be imported as it is: a stable code, and values for the message."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values

    def __str__(self) -> str:
        return f"{self.code} {self.values}" if self.values else self.code

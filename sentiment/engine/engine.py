"""The engine: texts in, readings out, in batches."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

from . import assemble
from .artefact import DIRECTORY
from .judge import judge
from .lexicon import Lexicon
from .model import Model
from .observer import Observer
from .reading import Reading, Versions
from .rules import RuleBook
from .version import ENGINE_VERSION

Mode = Literal["bulk", "exact", "auto"]
BATCH_TEXTS = 256
BATCH_CHARS = 400_000


class Engine:
    """Reads texts with one lexicon and one model. Thread-safe: nothing changes once built."""

    def __init__(self, lexicon: Lexicon, model: Model | None = None):
        self.lexicon = lexicon
        self.model = model or Model.load()
        self._observer = Observer(lexicon)
        self._rules = RuleBook(lexicon, self._observer.risk, self._observer.scanner.roles)
        self._versions = Versions(ENGINE_VERSION, self.model.version, lexicon.version)

    @classmethod
    def load(cls, directory: Path | None = None, lexicon: Lexicon | None = None) -> "Engine":
        """An engine ready to read.

        Args: directory, where the model lies; lexicon, whose terms and rules count.
        Both default to what comes with the engine.
        Raises: ModelError when the model is missing or damaged; the message says what to do.
        """
        return cls(lexicon or Lexicon.default(), Model.load(directory or DIRECTORY))

    def read(self, texts: Sequence[str], *, mode: Mode = "auto") -> list[Reading]:
        """Read many texts.

        Args: texts, any strings; order is kept, no text makes it raise.
        mode, "bulk" for the fastest, "exact" for the best; "auto" takes exact for a few texts.
        Returns: one Reading per text.
        Raises: ValueError for another mode.
        """
        if mode not in get_args(Mode):
            raise ValueError(f"No mode {mode!r}; there are: {', '.join(get_args(Mode))}.")
        with _uncollected():
            return [reading for piece in _pieces(texts) for reading in self._read(piece)]

    def _read(self, texts: list[str]) -> list[Reading]:
        batch, evidence = self._observer.observe(texts)
        judged = judge(self.model, evidence, self.model.score(batch))
        return assemble.readings(self._rules, self._versions, evidence, judged)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the cycle collector while a batch is read: worth 13 per cent of the time (measured).

    Finds are tuples without cycles, so nothing is missed, and it would look at each of them.
    It holds for the whole process, for milliseconds; threads that overlap leave it on in the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _pieces(texts: Sequence[str]) -> list[list[str]]:
    """Cut into batches of bounded size; one huge text gets a batch of its own."""
    pieces: list[list[str]] = []
    room = 0
    for text in texts:
        if not pieces or len(pieces[-1]) >= BATCH_TEXTS or room < len(text):
            pieces.append([])
            room = BATCH_CHARS
        pieces[-1].append(text)
        room -= len(text)
    return pieces

"""The engine: texts in, readings out, in batches."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from . import assemble
from .batch import fold_batch
from .features import Inputs
from .grounds import Grounds
from .judge import PLACES, judge
from .lexicon import Lexicon
from .marking import Marker
from .model import Model, Scores
from .observer import Observer
from .reading import Reading, Versions
from .rules import RuleBook
from .tidy import Tidy, moved, tidy
from .version import ENGINE_VERSION

Mode = Literal["bulk", "exact", "auto"]
BATCH_TEXTS = 512
BATCH_CHARS = 400_000


class Engine:
    """Reads texts with one lexicon and one model. Thread-safe: nothing changes once built."""

    def __init__(self, lexicon: Lexicon, model: Model | None = None):
        self.lexicon = lexicon
        self.model = model or shipped_model()
        self._observer = Observer(lexicon)
        roles = self._observer.scanner.roles
        self._inputs = Inputs(self.model.settings["inputs"], roles)
        self._marker = Marker(self.model.settings, roles, lexicon)
        self._rules = RuleBook(lexicon, self._observer.risk, roles)
        self._versions = Versions(ENGINE_VERSION, self.model.version, lexicon.version)

    @classmethod
    def load(cls, directory: Path | None = None, lexicon: Lexicon | None = None) -> "Engine":
        """An engine ready to read.

        Args: directory, where the model lies; lexicon, whose terms and rules count.
        Both default to what comes with the engine.
        Raises: ModelError when the model is missing or damaged; the message says what to do.
        """
        return cls(lexicon or Lexicon.default(), Model.load(directory) if directory else None)

    def read(
        self, texts: Sequence[str], *, mode: Mode = "auto", heads: bool = False
    ) -> list[Reading]:
        """Read many texts.

        Args: texts, any strings; order is kept, no text makes it raise.
        mode, "bulk", "exact" or "auto": all take the same path (docs/decisions/0012).
        heads, True to be told what every raw head says too.
        Returns: one Reading per text.
        Raises: ValueError for another mode.
        """
        _known(mode)
        with _uncollected():
            pieces = _pieces(texts)
            return [reading for piece in pieces for reading in self._read(piece, mode, heads)]

    def heads(self, texts: Sequence[str], *, mode: Mode = "bulk") -> dict[str, np.ndarray]:
        """What the raw heads say, and nothing else: the fastest way through many texts.

        Args: as for `read`.
        Returns: by head calibrated probabilities, float64 (texts, labels); the labels are those of
        `model.labels`, the collections' own.
        Raises: ValueError for another mode.
        """
        _known(mode)
        model = self.model.raw
        told = [
            model.probabilities(model.score(fold_batch([one.text for one in piece]), mode))
            for piece in _pieces(texts) or [[]]
        ]
        return {name: np.concatenate([part[name] for part in told]) for name in told[0]}

    def _read(self, texts: list[Tidy], mode: Mode, heads: bool) -> list[Reading]:
        batch, evidence = self._observer.observe([one.text for one in texts])
        scores = self.model.score(batch, mode)
        judged = judge(self.model, self._inputs, evidence, scores)
        grounds = Grounds(self.model, batch)
        told = assemble.readings(
            self._rules, self._marker, self._versions, evidence, judged, grounds
        )
        if heads:
            for reading, row in zip(told, self._named(scores), strict=True):
                reading.heads = row
        for one, reading in zip(texts, told, strict=True):
            if one.places is not None:
                moved(reading, one.places)
        evidence.rows.clear()  # they point at each other: nothing is to wait for the collector
        return told

    def _named(self, scores: Scores) -> list[dict[str, dict[str, float]]]:
        """What the heads say about each text, by name and label."""
        columns = [
            [(name, dict(zip(self.model.labels[name], row, strict=True))) for row in p.tolist()]
            for name, p in (
                (name, p.round(PLACES)) for name, p in self.model.probabilities(scores).items()
            )
        ]
        return [dict(row) for row in zip(*columns, strict=True)]


@cache
def shipped_model() -> Model:
    """The model that comes with the engine, in memory once however many lexicons there are."""
    return Model.load()


def _known(mode: str) -> None:
    if mode not in get_args(Mode):
        raise ValueError(f"No mode {mode!r}; there are: {', '.join(get_args(Mode))}.")


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


def _pieces(texts: Sequence[str]) -> list[list[Tidy]]:
    """Tidy texts in batches of bounded size; one huge text gets a batch of its own."""
    pieces: list[list[Tidy]] = []
    room = 0
    for one in map(tidy, texts):
        if not pieces or len(pieces[-1]) >= BATCH_TEXTS or room < len(one.text):
            pieces.append([])
            room = BATCH_CHARS
        pieces[-1].append(one)
        room -= len(one.text)
    return pieces

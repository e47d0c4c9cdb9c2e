"""Where texts say what the weights told of them, when no listed word shows the place."""

from collections.abc import Sequence

import numpy as np

from .batch import CODE_POINTS, SEPARATOR, Batch
from .model import Model

CLAUSE_ENDS = [ord(mark) for mark in ",.:;!?\n 。、…"] + [SEPARATOR]  # folded
_ENDS = np.zeros(CODE_POINTS, dtype=bool)
_ENDS[CLAUSE_ENDS] = True
LONGEST, WINDOW = 30, 16  # letters: of a longer clause the part that speaks loudest is shown
Place = tuple[int, int]


class Grounds:
    """The texts of one batch under one model."""

    def __init__(self, model: Model, batch: Batch):
        self._model, self._batch = model, batch

    def clauses(
        self, head: str, texts: Sequence[int], outputs: Sequence[int]
    ) -> list[Place | None]:
        """For each question the clause whose n-grams speak loudest for an output of a head.

        Args: texts and outputs, the number of the text in the batch and of the output in its head.
        Returns: start and end in the text; None when no clause speaks for the output.
        """
        lengths = self._batch.lengths[list(texts)]
        first = ((self._batch.lengths + 2).cumsum() - self._batch.lengths - 1)[list(texts)]
        asked = (lengths > 0).nonzero()[0]
        told: list[Place | None] = [None] * len(lengths)
        if len(asked):
            columns = np.asarray(outputs)[asked]
            found = self._found(head, columns, first[asked], lengths[asked])
            for at, place in zip(asked.tolist(), found, strict=True):
                told[at] = place
        return told

    def _found(
        self, head: str, outputs: np.ndarray, first: np.ndarray, lengths: np.ndarray
    ) -> list[Place | None]:
        begins = lengths.cumsum() - lengths  # of each text, all of them in a row
        at = np.arange(int(lengths.sum())) + (first - begins).repeat(lengths)
        letters = self._batch.codes.take(at)
        pulls = self._pulls(head, outputs, first, lengths)
        ends_clause = _ENDS.take(letters)
        opens = np.append(True, ends_clause[:-1])
        opens[begins] = True
        starts = opens.nonzero()[0]
        sums = np.add.reduceat(pulls, starts)
        clauses = starts.searchsorted(begins)  # the first one of each text
        loudest = np.maximum.reduceat(sums, clauses)
        owner = np.arange(len(begins)).repeat(np.diff(np.append(clauses, len(starts))))
        best = (sums == loudest[owner]).nonzero()[0]
        best = best[np.unique(owner[best], return_index=True)[1]]
        ends = np.append(starts[1:], len(at))[best]
        said = np.where(ends_clause[ends - 1] & (ends - starts[best] > 1), ends - 1, ends)
        return [
            _shown(pulls, start, end, begin) if loud > 0 else None
            for start, end, begin, loud in zip(
                starts[best].tolist(), said.tolist(), begins.tolist(), loudest.tolist(), strict=True
            )
        ]

    def _pulls(
        self, head: str, outputs: np.ndarray, first: np.ndarray, lengths: np.ndarray
    ) -> np.ndarray:
        """What the n-grams beginning at each letter of the texts in a row add to an output."""
        wide = lengths + 2  # with the separators around each text
        begins = wide.cumsum() - wide
        at = np.arange(int(wide.sum())) + (first - 1 - begins).repeat(wide)
        found = self._model.rows(np.append(self._batch.codes.take(at), SEPARATOR))
        inner = np.arange(int(lengths.sum()))
        inner += (begins + 1 - (lengths.cumsum() - lengths)).repeat(lengths)
        weights = self._model.pulls(head)
        offset = (outputs * weights.shape[1]).repeat(lengths)
        pulls = np.zeros(len(inner), dtype=np.float32)
        for rows in found:
            pulls += weights.ravel().take(offset + rows.take(inner))
        return pulls


def _shown(pulls: np.ndarray, start: int, end: int, begin: int) -> Place:
    """A clause, or of a long one the window that speaks loudest."""
    if end - start > LONGEST:
        summed = np.concatenate([[0.0], pulls[start:end].cumsum()])
        start += int((summed[WINDOW:] - summed[:-WINDOW]).argmax())
        end = start + WINDOW
    return start - begin, end - begin

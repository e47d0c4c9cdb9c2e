"""The raw heads: each learnt from its own collections, over one feature space."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from .linear import Head, Recipe, Space, fit_members
from .tasks import GOVERNMENT_COPIES, POLARITIES, Task

Say = Callable[[str], None]
SOURCES = {
    "hotel": ("hotel",), "shop": ("shopping_10",), "waimai": ("waimai_10k",),
    "bank": ("bank_bdci2021",), "post": ("smp2020_usual", "smp2020_virus"),
    "letter": ("government",),
}  # fmt: skip
HABITS = {"hotel": 0.7, "shop": 0.7, "waimai": 0.7, "bank": 0.3}  # how far each may move polarity
MOVES = np.array([[-0.5, 0, 0.5]] * 3 + [[-1 / 3, 2 / 3, -1 / 3]])  # … and in which direction
COPIES = {"government": GOVERNMENT_COPIES}
RIDGE = Recipe(4.0, bayes=False, balance=0.0)


@dataclass(frozen=True, slots=True)
class Pool:
    """Every text once with its feature row."""

    place: dict[str, int]
    matrix: csr_matrix

    @classmethod
    def of(cls, space: Space, texts: Iterable[str]) -> "Pool":
        """Compute the feature rows of all texts."""
        place = {text: index for index, text in enumerate(dict.fromkeys(texts))}
        return cls(place, space.rows(list(place)))

    def rows(self, texts: Iterable[str]) -> csr_matrix:
        """Feature rows of some of the texts."""
        return self.matrix[self.places(texts)]

    def places(self, texts: Iterable[str]) -> np.ndarray:
        """Where some of the texts stand."""
        return np.array([self.place[text] for text in texts], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of one task that are learnt from."""

    rows: csr_matrix
    labels: np.ndarray
    sources: np.ndarray

    @classmethod
    def of(cls, pool: Pool, task: Task, chosen: np.ndarray) -> "Lines":
        """Features, labels as places, and sources of the chosen rows."""
        told = [task.rows[index] for index in np.flatnonzero(chosen)]
        labels = np.array([task.labels.index(label) for _, label, _ in told])
        sources = np.array([source.partition("/")[0] for *_, source in told])
        return cls(pool.rows(text for text, *_ in told), labels, sources)

    def where(self, chosen: np.ndarray) -> "Lines":
        """Some of the rows."""
        return Lines(self.rows[np.flatnonzero(chosen)], self.labels[chosen], self.sources[chosen])


def train_raw(
    pool: Pool, tasks: Mapping[str, Task], chosen: Mapping[str, np.ndarray], say: Say, seed: int
) -> dict[str, Head]:
    """Fit every raw head on its chosen rows; polarity also gets its sources and habits."""
    heads: dict[str, Head] = {}
    for name, task in tasks.items():
        say(f"  {name}: {int(chosen[name].sum()):,} rows")
        lines = Lines.of(pool, task, chosen[name])
        if name == "polarity3":
            heads |= _polarity(lines, task, seed)
        else:
            heads[name] = fit_members(
                lines.rows, lines.labels, task.labels, task.members, seed=seed
            )
    return heads


def _polarity(lines: Lines, task: Task, seed: int) -> dict[str, Head]:
    weights = np.array([float(COPIES.get(source, 1)) for source in lines.sources])
    whole = fit_members(lines.rows, lines.labels, POLARITIES, task.members, weights, seed)
    own = [_habit(lines, whole, name, task, seed) for name in HABITS]
    moves = Head(
        np.stack([weight for weight, _ in own], axis=1), np.array([bias for _, bias in own]), ()
    )
    return {"polarity3": whole, "source": _source(lines, seed), "moves": moves}


def _source(lines: Lines, seed: int) -> Head:
    """What kind of text this seems to be."""
    names = tuple(SOURCES)
    kinds = np.full(len(lines.labels), -1)
    for place, name in enumerate(names):
        kinds[np.isin(lines.sources, SOURCES[name])] = place
    known = lines.where(kinds >= 0)
    return fit_members(known.rows, kinds[kinds >= 0], names, (RIDGE,), seed=seed)


def _habit(lines: Lines, whole: Head, name: str, task: Task, seed: int) -> tuple[np.ndarray, float]:
    """How one source says good and bad otherwise than all together: weights and bias."""
    own = lines.where(np.isin(lines.sources, SOURCES[name]))
    head = fit_members(own.rows, own.labels, POLARITIES, task.members, seed=seed)
    axis = np.array([-0.5, 1, -0.5]) if name == "bank" else np.array([-1.0, 0, 1])
    share = HABITS[name]
    return share * ((head.weights - whole.weights) @ axis), share * float(
        (head.bias - whole.bias) @ axis
    )

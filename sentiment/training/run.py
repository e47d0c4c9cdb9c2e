"""Trains everything and writes one artefact with its card."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from sentiment.engine.artefact import DIRECTORY, load_arrays, read_card, save_arrays
from sentiment.engine.lexicon import Lexicon
from sentiment.engine.model import Model
from sentiment.engine.observer import Observer

from . import card
from .corpora import Corpora
from .heads import Pool, Say, train_raw
from .labelled import Labelled
from .linear import SEED, Head, Space
from .pack import head_settings, pack, with_settings
from .reference import write_golden
from .second import train_second
from .squeeze import squeeze
from .tasks import raw_tasks, shortened, sides
from .trial import describe_heads

RANK = 62
OWN_TEXTS = 6000  # of each head, by which its loss in the narrow table is judged
CARE = {"polarity3": 3.0, "smp6": 2.0, "gov7": 2.0, "shop10": 1.5, "source": 0.5}


class Trainer:
    """One run of the training over one folder of collections."""

    def __init__(self, root: Path, seed: int, say: Say):
        self.corpora, self.observer = Corpora(root), Observer(Lexicon.default())
        self.seed, self.say = seed, say
        say("reading the collections")
        self.tasks = raw_tasks(self.corpora)

    @cached_property
    def texts(self) -> list[str]:
        """Every text of every task once."""
        texts = [text for task in self.tasks.values() for text, *_ in task.rows]
        return list(dict.fromkeys(texts))

    @cached_property
    def space(self) -> Space:
        """The feature space, counted over all texts."""
        self.say("counting n-grams")
        return Space.fit(self.texts)

    @cached_property
    def pool(self) -> Pool:
        """The feature rows of all texts."""
        return Pool.of(self.space, self.texts)

    @cached_property
    def held(self) -> dict[str, np.ndarray]:
        """The rows kept back, by head."""
        return {name: sides(task, self.space) for name, task in self.tasks.items()}

    @cached_property
    def for_figures(self) -> dict[str, np.ndarray]:
        """The shortened doubles of labelled rows that are for figures only, by head."""
        unseen = Labelled.load(self.corpora).dev.texts
        return {name: shortened(task, self.space, unseen) for name, task in self.tasks.items()}

    def raw(self, chosen: Mapping[str, np.ndarray]) -> dict[str, Head]:
        """Raw heads on some of the rows."""
        learnt = {name: rows & ~self.for_figures[name] for name, rows in chosen.items()}
        return train_raw(self.pool, self.tasks, learnt, self.say, self.seed)

    def packed(
        self, heads: Mapping[str, Head], heats: Mapping[str, float]
    ) -> dict[str, np.ndarray]:
        """The first stage as arrays with settings."""
        self.say("  through fewer columns")
        own = {name: self._own(name) for name in heads}
        arrays = pack(self.space, heads, squeeze(heads, own, CARE, RANK), heats)
        settings = {
            "bits": self.space.bits, "orders": self.space.orders, "heads": head_settings(heads),
        }  # fmt: skip
        return with_settings(arrays, settings)

    def _own(self, name: str) -> csr_matrix:
        task = self.tasks["polarity3" if name in ("source", "moves") else name]
        chance = np.random.default_rng(self.seed)
        picked = chance.permutation(len(task.rows))[:OWN_TEXTS]
        return self.pool.rows(task.rows[index][0] for index in np.sort(picked))


def train(
    root: Path,
    out: Path = DIRECTORY,
    say: Say = print,
    seed: int = SEED,
    only: str | None = None,
    *,
    everything: bool = True,
) -> dict[str, Any]:
    """Train on the collections under root and write artefact, card.json and CARD.md to out.

    Args: only, "stage_two": the heads are taken as they lie beside the code.
    everything, False to leave out the rows kept back: for judging, not for shipping.
    Returns: the card.
    """
    run = Trainer(root, seed, say)
    before = read_card() if only else {}
    if only == "stage_two":
        arrays, heads = load_arrays()[0], {name: before["heads"][name] for name in run.tasks}
    else:
        arrays, heads = _first_stage(run, everything)
    say("second stage")
    second = train_second(Model(arrays, "trial"), run.observer, run.corpora, say)
    finished = save_arrays(second.arrays, card.describe(second.heads, heads), out)
    (out / "CARD.md").write_text(card.text(finished), encoding="utf-8")
    write_golden(out)
    say(f"wrote {finished['file']}, {finished['bytes'] / 1e6:.2f} MB")
    return finished


def _first_stage(run: Trainer, everything: bool) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Raw heads twice: without the rows kept back for the figures, then on all rows to ship."""
    run.say("raw heads without the rows kept back, for the figures")
    seen = run.raw({name: ~held for name, held in run.held.items()})
    trial = Model(run.packed(seen, {}), "trial")
    heads, heats = describe_heads(trial, run.tasks, run.held, run.corpora)
    if not everything:
        return run.packed(seen, heats), heads
    run.say("raw heads on all rows, to ship")
    whole = run.raw({name: np.ones_like(held) for name, held in run.held.items()})
    return run.packed(whole, heats), heads

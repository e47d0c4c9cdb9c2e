"""Heads without a labelled collection: emotions of complaints and categories, from cue lists."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sentiment.engine.cues import category_codes
from sentiment.engine.observer import Observer
from sentiment.engine.reading import EMOTIONS

from .corpora import Corpora, normal
from .gold import seeds
from .heads import Say
from .labels import Labelled, complaint_pool
from .linear import SEED, Fit, Head, Space, fit_head
from .weak import Weak, capped, weak_categories, weak_moods

CATEGORY_CAP = 700
MOOD_CAP = 1500
ELSEWHERE = 500  # texts that are no complaint at all, for OTH99
PRIOR_TAKEN = 0.8
SEED_COPIES = 5  # our own few sentences must not drown


@dataclass
class WeakHeads:
    """Fitted heads by name, the texts they are for."""

    fitted: dict[str, Head] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)


def train_weak(
    space: Space, corpora: Corpora, observer: Observer, known: set[str], say: Say
) -> WeakHeads:
    """Fit both. Texts whose normal form is among the known ones are left out."""
    heads = WeakHeads()
    say("  emotions")
    pool = [text for text in complaint_pool(corpora) if normal(text) not in known]
    _train_moods(heads, space, corpora, observer, pool)
    say("  categories")
    _train_category(heads, space, corpora, observer, pool)
    return heads


def _rows(weak: Weak) -> Labelled:
    return list(zip(weak.texts, weak.labels, strict=True))


def _train_moods(
    heads: WeakHeads, space: Space, corpora: Corpora, observer: Observer, pool: list[str]
) -> None:
    """Nine emotions from confident cues on real complaints and praise."""
    praise = [row["text"] for row in corpora.rows("hotel") if row["label"] == "1"][:2000]
    weak = capped(weak_moods(observer, pool + praise), MOOD_CAP)
    fit = Fit(strength=1.0, balanced=True)
    heads.fitted["mood"] = fit_head(space.rows(weak.texts), weak.labels, EMOTIONS, fit)
    heads.texts["mood"] = weak.texts


def _elsewhere(corpora: Corpora) -> Labelled:
    texts = [
        row["text"] for row in corpora.rows("smp2020_usual") if row["label"] in ("neutral", "happy")
    ]
    random.Random(SEED).shuffle(texts)
    return [(text, "OTH99") for text in texts[:ELSEWHERE]]


def without_prior(head: Head, labels: Sequence[str]) -> Head:
    """Take most of each code's frequency out of its bias: the pool is no mirror of any customer."""
    counts = np.array([labels.count(code) for code in head.classes], dtype=float)
    shares = np.log(np.maximum(counts, 1) / counts.sum())
    return Head(head.weights, head.bias - PRIOR_TAKEN * shares, head.classes)


def _fit_category(space: Space, rows: Labelled) -> Head:
    labels = [label for _, label in rows]
    matrix = space.rows([text for text, _ in rows])
    head = fit_head(matrix, labels, category_codes(), Fit(strength=2.0, rounds=50))
    return without_prior(head, labels)


def _train_category(
    heads: WeakHeads, space: Space, corpora: Corpora, observer: Observer, pool: list[str]
) -> None:
    """Sixty level-2 codes from confident cues, our own sentences, and texts about nothing of it."""
    train = _rows(capped(weak_categories(observer, pool), CATEGORY_CAP)) + _elsewhere(corpora)
    own = seeds("category_seeds") + seeds("finance_seeds")
    heads.fitted["category"] = _fit_category(space, train + own * SEED_COPIES)
    heads.texts["category"] = [text for text, _ in train + own]

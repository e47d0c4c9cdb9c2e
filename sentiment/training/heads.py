"""The first-stage heads: what each is trained on, and how it does on texts kept back."""

import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from sentiment.engine.cues import category_codes
from sentiment.engine.observer import Observer
from sentiment.engine.reading import EMOTIONS, POLARITIES

from .certainty import NOTHING, Judged
from .corpora import Corpora
from .gold import seeds
from .labels import Labelled, complaint_pool, polarity_texts
from .linear import SEED, Fit, Head, Space, fit_head
from .weak import Weak, capped, weak_categories, weak_moods

SMP = ("happy", "angry", "sad", "fear", "surprise", "neutral")
KEPT_BACK = 10  # one text in ten is kept back for the figures
OWN_POLARITY = {"OTH01": "neutral", "CALM": "neutral", "SATISFIED": "positive"}
CATEGORY_CAP = 700
MOOD_CAP = 1500
ELSEWHERE = 500  # texts that are no complaint at all, for OTH99
PRIOR_TAKEN = 0.8
OWN_FOLDS = 3
SEED_COPIES = 5  # our own few sentences must not drown
GOVERNMENT_COPIES = 3  # nearest to what the product reads
Say = Callable[[str], None]


@dataclass
class Heads:
    """Fitted heads by name, and their figures."""

    space: Space
    fitted: dict[str, Head] = field(default_factory=dict)
    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    enquiries: list[str] = field(default_factory=list)  # kept back, for the threshold
    own: Judged = NOTHING  # own sentences, out of fold
    vague: Judged = NOTHING  # sentences that name no matter


def kept_back(text: str) -> bool:
    """One text in ten, by its content, so the same ones each time."""
    return zlib.crc32(text.encode("utf-8", "replace")) % KEPT_BACK == 0


def split(rows: Labelled) -> tuple[Labelled, Labelled]:
    """Training rows and rows kept back."""
    return [r for r in rows if not kept_back(r[0])], [r for r in rows if kept_back(r[0])]


def _figures(head: Head, space: Space, rows: Labelled) -> dict[str, float]:
    told = np.array(head.classes)[head.scores(space.rows([t for t, _ in rows])).argmax(axis=1)]
    truth = np.array([label for _, label in rows])
    macro = f1_score(truth, told, average="macro", labels=sorted(set(truth)), zero_division=0)
    return {
        "texts": len(rows),
        "accuracy": round(float((told == truth).mean()), 3),
        "macro_f1": round(float(macro), 3),
    }


def _binary(head: Head, space: Space, rows: Labelled) -> dict[str, float]:
    """Positive against negative only, as review collections are scored."""
    rows = [row for row in rows if row[1] != "neutral"]
    scores = head.scores(space.rows([text for text, _ in rows]))
    told = np.where(scores[:, 2] > scores[:, 0], "positive", "negative")
    truth = np.array([label for _, label in rows])
    return {"texts": len(rows), "accuracy": round(float((told == truth).mean()), 3)}


def _fit(heads: Heads, name: str, rows: Labelled, classes: Sequence[str], fit: Fit) -> Head:
    matrix = heads.space.rows([text for text, _ in rows])
    heads.fitted[name] = fit_head(matrix, [label for _, label in rows], classes, fit)
    return heads.fitted[name]


def _own_polarity(corpora: Corpora) -> Labelled:
    """Our own sentences and car headlines: complaints that no star and no emoticon marks."""
    rows = [(text, OWN_POLARITY.get(code, "negative")) for text, code in seeds("category_seeds")]
    rows += [(text, OWN_POLARITY.get(code, "negative")) for text, code in seeds("mood_seeds")]
    return rows * SEED_COPIES + [(text, "negative") for text in corpora.texts("car_12365")]


def train_polarity(heads: Heads, corpora: Corpora) -> None:
    """Three classes over reviews, posts, bank comments and government messages."""
    sets = {name: split(rows) for name, rows in polarity_texts(corpora).items()}
    rows = [row for train, _ in sets.values() for row in train] + _own_polarity(corpora)
    rows += sets["government"][0] * (GOVERNMENT_COPIES - 1)
    head = _fit(heads, "polarity", rows, POLARITIES, Fit(strength=6.0, rounds=80))
    for name, (_, back) in sets.items():
        three = any(label == "neutral" for _, label in back)
        figures = _figures(head, heads.space, back) if three else _binary(head, heads.space, back)
        heads.figures[f"polarity/{name}"] = figures
    heads.enquiries = [text for text, label in sets["government"][1] if label == "neutral"]


def train_emotions(heads: Heads, corpora: Corpora) -> None:
    """Six emotions of weibo posts, labelled by people."""
    rows = [
        (row["text"], row["label"])
        for part in ("smp2020_usual", "smp2020_virus")
        for row in corpora.rows(part)
    ]
    head = _fit(heads, "smp", rows, SMP, Fit(strength=5.0, rounds=80, balanced=False))
    dev = [(row["text"], row["label"]) for row in corpora.rows("smp2020_usual", "dev")]
    heads.figures["smp2020_usual/dev"] = _figures(head, heads.space, dev)


def _rows(weak: Weak) -> Labelled:
    return list(zip(weak.texts, weak.labels, strict=True))


def train_moods(heads: Heads, corpora: Corpora, observer: Observer) -> None:
    """Nine emotions from confident cues on real complaints and praise."""
    praise = [row["text"] for row in corpora.rows("hotel") if row["label"] == "1"][:2000]
    weak = capped(weak_moods(observer, complaint_pool(corpora) + praise), MOOD_CAP)
    train, back = split(_rows(weak))
    head = _fit(heads, "mood", train, EMOTIONS, Fit(strength=1.0, balanced=True))
    heads.figures["mood/weak labels"] = _figures(head, heads.space, back)


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


def train_category(heads: Heads, corpora: Corpora, observer: Observer) -> None:
    """Sixty level-2 codes from confident cues, our own sentences, and texts about nothing of it."""
    weak = capped(weak_categories(observer, complaint_pool(corpora)), CATEGORY_CAP)
    train, back = split(_rows(weak) + _elsewhere(corpora))
    own = seeds("category_seeds") + seeds("finance_seeds")
    head = heads.fitted["category"] = _fit_category(heads.space, train + own * SEED_COPIES)
    heads.figures["category/weak labels"] = _figures(head, heads.space, back)
    labels = [label for _, label in train]
    heads.figures["category/training"] = {
        "texts": len(train), "own_sentences": len(own), "codes": len(set(labels)),
        "codes_under_30_texts": sum(labels.count(c) < 30 for c in category_codes()),
    }  # fmt: skip
    heads.own = _own_folds(heads.space, observer, train, own)
    vague = [text for text, _ in seeds("vague_seeds")]
    evidence = observer.observe(vague)[1]
    heads.vague = Judged(evidence, head.scores(heads.space.rows(vague)), [[]] * len(vague))


def _own_folds(space: Space, observer: Observer, train: Labelled, own: Labelled) -> Judged:
    """Our own sentences judged by heads that have not seen them."""
    scores = np.empty((len(own), len(category_codes())))
    labels = [label for _, label in own]
    folds = StratifiedKFold(OWN_FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(scores, labels):
        head = _fit_category(space, train + [own[i] for i in seen] * SEED_COPIES)
        scores[unseen] = head.scores(space.rows([own[i][0] for i in unseen]))
    evidence = observer.observe([text for text, _ in own])[1]
    return Judged(evidence, scores, [[label] for label in labels])


def train_heads(corpora: Corpora, observer: Observer, bits: int, say: Say) -> Heads:
    """Fit the feature space and every head."""
    say("counting n-grams")
    sample = [text for rows in polarity_texts(corpora).values() for text, _ in rows]
    heads = Heads(Space.fit(sample, bits))
    say("polarity")
    train_polarity(heads, corpora)
    say("emotions of weibo posts")
    train_emotions(heads, corpora)
    say("emotions of complaints from cues")
    train_moods(heads, corpora, observer)
    say("categories")
    train_category(heads, corpora, observer)
    return heads

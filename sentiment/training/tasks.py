"""What the raw heads are trained on: rows of the collections with the collections' own labels."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from .corpora import Corpora, normal
from .labelled import Labelled
from .labels import SMP_POLARITY, government_polarity
from .linear import Recipe, Space

KEPT_BACK = 5  # one text in five is kept back for the figures
TWIN = 0.6  # cosine above which a segmented message counts as the whole one again
POLARITIES = ("negative", "neutral", "positive")
SMP = ("happy", "angry", "sad", "fear", "surprise", "neutral")
GOVERNMENT_COPIES = 2  # nearest to what the product reads

OF_MATTERS = ("gov7", "shop10", "car10")  # heads that tell what a text is about

Row = tuple[str, str, str]  # text, label, source


@dataclass(frozen=True, slots=True)
class Task:
    """One raw head: its labels, its rows, how it is fitted and what to say about it."""

    labels: tuple[str, ...]
    rows: list[Row]
    members: tuple[Recipe, ...]
    data: tuple[str, ...]
    licence: str
    weak: str


BALANCED = (Recipe(4.0, balance=0.5),)
MIXED = (Recipe(4.0, balance=0.5), Recipe(8.0, bayes=False, balance=0.5))
CONTEST = "contest data, no licence for the texts stated"
UNSTATED = "no licence stated by the repository"


def kept_back(text: str) -> bool:
    """One text in five, by its letters and digits, so the same ones each time."""
    return zlib.crc32(normal(text).encode("utf-8", "replace")) % KEPT_BACK == 0


def labelled_texts(corpora: Corpora) -> tuple[set[str], set[str]]:
    """Texts that were labelled by reading: all, and those that are for figures only.

    No head learns the latter, and no head of feelings any of them by another label.
    """
    labelled, older = Labelled.load(corpora), corpora.texts("complaint_gold", "dev")
    everything, unseen = (
        {normal(t) for t in part.texts + older} for part in (labelled, labelled.dev)
    )
    return everything, unseen


def raw_tasks(corpora: Corpora) -> dict[str, Task]:
    """All raw heads by name."""
    known, unseen = labelled_texts(corpora)
    tasks = {
        "polarity3": _polarity(corpora), "smp6": _smp(corpora), "virus6": _virus(corpora),
        "nlpcc8": _simple(corpora, "nlpcc2013_emotion", "MIT repository, data academic",
            "rare emotions (fear, surprise) are seldom found"),
        "moods5": _simple(corpora, "weibo_5moods", "MIT repository, data unclear",
            "the labels are noisy: nobody does much better than six in ten"),
        "osm4": _simple(corpora, "osm2022_emotion", UNSTATED, "anxiety is rare and often missed"),
        "gov7": _government(corpora), "shop10": _shop(corpora), "car10": _car(corpora),
        "bank3": _bank(corpora),
    }  # fmt: skip
    return {
        name: _without(task, unseen if name in OF_MATTERS else known)
        for name, task in tasks.items()
    }


def _without(task: Task, known: set[str]) -> Task:
    seen: set[tuple[str, str]] = set()
    rows = []
    for text, label, source in task.rows:
        key = (normal(text), source)
        if key not in seen and key[0] not in known:
            seen.add(key)
            rows.append((text, label, source))
    return Task(task.labels, rows, task.members, task.data, task.licence, task.weak)


def _labelled(corpora: Corpora, name: str, parts: Iterable[str] = ("train",)) -> Iterator[Row]:
    for part in parts:
        for row in corpora.rows(name, part):
            yield row["text"], row["label"], name if part == "train" else f"{name}/{part}"


def _stars(corpora: Corpora, name: str, parts: Iterable[str] = ("train",)) -> Iterator[Row]:
    for text, label, source in _labelled(corpora, name, parts):
        yield text, "positive" if label == "1" else "negative", source


def _polarity(corpora: Corpora) -> Task:
    rows: list[Row] = []
    for name in ("hotel", "waimai_10k", "shopping_10"):
        rows += _stars(corpora, name)
    rows += _stars(corpora, "chnsenticorp", ("train", "dev"))
    rows += _labelled(corpora, "bank_bdci2021")
    for name in ("smp2020_usual", "smp2020_virus"):
        posts = _labelled(corpora, name, ("train", "dev"))
        rows += [(t, SMP_POLARITY[label], s) for t, label, s in posts if label in SMP_POLARITY]
    rows += [(t, label, "government") for t, label in government_polarity(corpora.government())]
    return Task(
        POLARITIES, rows, BALANCED,
        ("hotel", "waimai_10k", "shopping_10", "chnsenticorp", "bank_bdci2021", "smp2020_usual",
         "smp2020_virus", "gov_messages_raw, _hot, _reply (labels by rule)"),
        f"reviews: {UNSTATED}; others: {CONTEST}",
        "irony and praise with one serious fault; neutral letters that tell of a grievance",
    )  # fmt: skip


def _smp(corpora: Corpora) -> Task:
    rows = list(_labelled(corpora, "smp2020_usual", ("train", "dev")))
    return Task(SMP, rows, (Recipe(2.0, balance=0.5), Recipe(1.0, balance=0.5)),
        ("smp2020_usual",), CONTEST,
        "surprise and fear are mixed up with anger and sadness")  # fmt: skip


def _virus(corpora: Corpora) -> Task:
    rows = list(_labelled(corpora, "smp2020_virus", ("train", "dev")))
    return Task(SMP, rows, MIXED, ("smp2020_virus",), CONTEST,
        "posts of one epidemic: sad and surprise are rare")  # fmt: skip


def _simple(corpora: Corpora, name: str, licence: str, weak: str) -> Task:
    rows = list(_labelled(corpora, name))
    return Task(tuple(sorted({label for _, label, _ in rows})), rows, MIXED, (name,), licence, weak)


def _government(corpora: Corpora) -> Task:
    whole = [(t, label, "raw") for t, label, _ in _labelled(corpora, "gov_messages_raw")]
    cut = [(t.replace(" ", ""), label, "seg") for t, label, _ in
           _labelled(corpora, "gov_messages_seg")]  # fmt: skip
    labels = tuple(sorted({label for _, label, _ in whole}))
    return Task(labels, whole + cut, MIXED, ("gov_messages_seg", "gov_messages_raw"), CONTEST,
        "most rows lack stop words; trade and tourism is mixed up with building")  # fmt: skip


def _shop(corpora: Corpora) -> Task:
    rows = [(row["text"], row["cat"], "shopping_10") for row in corpora.rows("shopping_10")]
    return Task(tuple(sorted({label for _, label, _ in rows})), rows, BALANCED, ("shopping_10",),
        UNSTATED,
        "short reviews name no product: tablets, phones and computers are mixed up")  # fmt: skip


def _car(corpora: Corpora) -> Task:
    rows = [r for r in _labelled(corpora, "car_bdci2018") if "|" not in r[1]]
    return Task(tuple(sorted({label for _, label, _ in rows})), rows, BALANCED,
        ("car_bdci2018 (rows with one subject)",), CONTEST,
        "one subject per text, though people speak of several")  # fmt: skip


def _bank(corpora: Corpora) -> Task:
    rows = list(_labelled(corpora, "bank_bdci2021"))
    return Task(POLARITIES, rows, BALANCED, ("bank_bdci2021",), CONTEST,
        "most rows are neutral: praise and blame are often called neutral")  # fmt: skip


def sides(task: Task, space: Space) -> np.ndarray:
    """True for rows kept back. The shortened double of a message goes where the message goes."""
    held = np.array([kept_back(text) for text, _, source in task.rows])
    cut = np.array([source == "seg" for *_, source in task.rows])
    if cut.any():
        whole = np.flatnonzero(~cut)
        likeness = _rows(space, task, cut) @ _rows(space, task, ~cut).T
        nearest = np.asarray(likeness.argmax(axis=1)).ravel()
        near = likeness.max(axis=1).toarray().ravel() >= TWIN
        held[np.flatnonzero(cut)[near]] = held[whole[nearest[near]]]
    return held


def shortened(task: Task, space: Space, texts: Sequence[str]) -> np.ndarray:
    """True for rows that are a message's shortened double, of messages that none may learn from."""
    found = np.array([source == "seg" and bool(texts) for *_, source in task.rows])
    if found.any():
        likeness = _rows(space, task, found) @ normalize(space.rows(texts)).T
        found[found] = likeness.max(axis=1).toarray().ravel() >= TWIN
    return found


def _rows(space: Space, task: Task, chosen: np.ndarray) -> csr_matrix:
    """Feature rows of length one."""
    return normalize(space.rows([task.rows[i][0] for i in np.flatnonzero(chosen)]))

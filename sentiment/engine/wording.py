"""What many texts talk of: words and phrases, counted by texts and weighed against a background."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise
from math import log

import numpy as np
from scipy.sparse import coo_matrix

from .batch import fold_batch
from .fold import DATA
from .lexicon import Lexicon

try:
    from rjieba import add_word, cut, has_word, tag
except ImportError:  # pragma: no cover
    from jieba import add_word, cut, dt  # type: ignore[no-redef]
    from jieba.posseg import cut as tag  # type: ignore[no-redef]

    has_word = dt.FREQ.__contains__

WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z]{2,}[a-z0-9]*")
LONGEST = 20_000  # characters looked at of one text
PART = 256  # texts folded at a time
OWN_WORD = re.compile(r"[\u4e00-\u9fff]{2,6}")
OWN_FREQUENCY = 500  # high enough that the cutter keeps our words whole
PERSON = frozenset(("nr", "nrt", "nrfg"))
LITTLE = frozenset(("m", "mq", "q", "r", "d", "c", "p", "u", "f", "t", "y"))
TITLED = re.compile(r".(?:先生|女士|小姐|经理|书记|主任|老师|医生|师傅|总)")
RARE = 0.5  # texts a word the background does not know is taken to have been in
NEAR = 4  # words to the right that count as neighbours
DAMPING, ROUNDS = 0.85, 30
MOST_TOKENS = 400_000  # looked at for neighbours
BOUND = 0.25  # a phrase is worth naming when its rarer word stands in it this often


@cache
def own_words() -> frozenset[str]:
    """Words of our lexicon; the cutter is told them, once per process, and keeps them whole."""
    terms = Lexicon.default().terms
    words = frozenset(t.term for t in terms if t.kind == "word" and OWN_WORD.fullmatch(t.term))
    for word in sorted(words):
        add_word(word, OWN_FREQUENCY, "n")
    return words


@cache
def stop_words() -> frozenset[str]:
    """Words too common to be told."""
    data = json.loads((DATA / "stop_words.json").read_text(encoding="utf-8"))
    return frozenset(data["words"])


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of how many texts each word stands, over texts of every kind."""

    texts: int
    words: dict[str, int]

    def rarity(self, word: str) -> float:
        """Inverse document frequency in nats."""
        return log((self.texts + 1) / (self.words.get(word, 0) + RARE))


@cache
def background() -> Background:
    """The list that comes with the engine (`data/background.json`)."""
    data = json.loads((DATA / "background.json").read_text(encoding="utf-8"))
    return Background(data["texts"], dict(zip(data["words"], data["counts"], strict=True)))


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many texts each word stands, and each pair of neighbouring words."""

    texts: int = 0
    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)


def cut_words(texts: Iterable[str]) -> Iterator[list[str]]:
    """All words of each text in order, as the cutter sees them with our dictionary.

    Nothing is guessed: what no dictionary knows falls into characters and is for the search for
    new words to find.
    """
    own_words()
    for part in _parts(texts):
        for folded in fold_batch(part).folded:
            yield cut(folded, False)


def _parts(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while part := [text[:LONGEST] for text in islice(rest, PART)]:
        yield part


def names_person(word: str) -> bool:
    """Whether a word looks like somebody's name, alone or with a title (张先生, 胡书记)."""
    if word in own_words():
        return False
    if TITLED.fullmatch(word):
        return True
    return any(kind in PERSON and len(piece) >= len(word) - 1 for piece, kind in tag(word))


def says_little(word: str) -> bool:
    """Whether a word is a number, a pronoun, an adverb … by the dictionary (三次, 尽快)."""
    return word not in own_words() and all(kind in LITTLE for _, kind in tag(word))


def in_dictionary(word: str) -> bool:
    """Whether the cutter's dictionary or our lexicon has the word."""
    return word in own_words() or has_word(word)


def tells(word: str) -> bool:
    """Whether a word is worth telling: two characters or more, and not a stop word."""
    return bool(WORD.fullmatch(word)) and word not in stop_words()


def count_words(texts: Iterable[str]) -> Counts:
    """Count words and pairs by texts. Memory grows with the words, not with the texts."""
    number, words, pairs = 0, Counter[str](), Counter[tuple[str, str]]()
    told: dict[str, bool] = {}  # the same words come again and again
    for seen in cut_words(texts):
        number += 1
        for word in seen:
            if word not in told:
                told[word] = tells(word)
        words.update({word for word in seen if told[word]})
        pairs.update({(a, b) for a, b in pairwise(seen) if told[a] and told[b]})
    return Counts(number, words, pairs)


def rank(counts: Counts, *, least: int = 1) -> list[tuple[str, float]]:
    """Words by TF-IDF against the background, the most telling first.

    Args: least, in how many texts a word must stand.
    """
    known = background()
    scored = [(w, n * known.rarity(w)) for w, n in counts.words.items() if n >= least]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def phrases(counts: Counts, *, least: int = 2) -> list[tuple[str, int]]:
    """Neighbouring words that belong together, with the number of texts, most frequent first."""
    found = [
        (a + b, n)
        for (a, b), n in counts.pairs.items()
        if a != b and n >= least and n >= BOUND * min(counts.words[a], counts.words[b])
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def text_rank(texts: Sequence[str], k: int) -> list[tuple[str, float]]:
    """The k words most tied to other words that are: PageRank over words near each other."""
    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for a, b in _neighbours(texts):
        rows.append(numbers.setdefault(a, len(numbers)))
        columns.append(numbers.setdefault(b, len(numbers)))
    if not numbers:
        return []
    size = len(numbers)
    ones = np.ones(2 * len(rows), dtype=np.float32)
    ties = coo_matrix((ones, (rows + columns, columns + rows)), shape=(size, size)).tocsr()
    share = 1.0 / np.asarray(ties.sum(axis=0)).ravel()  # every word here has a neighbour
    score = np.full(size, 1.0 / size)
    for _ in range(ROUNDS):
        score = (1 - DAMPING) / size + DAMPING * (ties @ (score * share))
    names = list(numbers)
    best = np.argsort(-score, kind="stable")[:k]
    return [(names[index], float(score[index])) for index in best]


def _neighbours(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    left = MOST_TOKENS
    for seen in cut_words(texts):
        words = [word for word in seen if tells(word)][:left]
        left -= len(words)
        for at, word in enumerate(words):
            for other in words[at + 1 : at + 1 + NEAR]:
                if other != word:
                    yield word, other
        if left <= 0:
            return


def keywords(texts: str | Sequence[str], k: int = 8, *, method: str = "tfidf") -> list[str]:
    """The k words that say most about one text or many, best first, for display.

    Args: method, "tfidf" (against the background) or "textrank" (within the texts).
    Raises: ValueError for another method.
    """
    many = [texts] if isinstance(texts, str) else texts
    if method == "textrank":
        return [word for word, _ in text_rank(many, k)]
    if method != "tfidf":
        raise ValueError(f"No method {method!r}; there are tfidf and textrank.")
    return [word for word, _ in _by_occurrence(many)[:k]]


def _by_occurrence(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Every occurrence counts here, for one text has nothing else; earlier words first."""
    counted = Counter(word for seen in cut_words(texts) for word in seen if tells(word))
    known = background()
    scored = [(word, n * known.rarity(word)) for word, n in counted.items()]
    return sorted(scored, key=lambda pair: -pair[1])  # the sort is stable

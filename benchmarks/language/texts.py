"""The texts that are timed: 200 to 500 characters, the same ones for everybody and every run."""

import random
from collections.abc import Sequence
from pathlib import Path

from insights.demo import grammar
from sentiment.training.corpora import Corpora, unique

LEAST, MOST = 200, 500  # characters
SEED = 20261122
WHOLE = ("gov_messages_raw", "gov_messages_hot", "gov_messages_reply", "heimao_99")
REVIEWS = ("hotel", "shopping_10", "waimai_10k", "bank_bdci2021")


def timed_texts(data: Path | None, count: int) -> tuple[list[str], str]:
    """So many texts in an order that says nothing, and one sentence on where they come from."""
    dice = random.Random(SEED)
    if data is None:
        texts = joined(lambda: grammar.matter(dice).text, count, dice)
        return (
            texts,
            "sentences of our own demo grammar, joined: the corpora are not on this machine",
        )
    letters = [text for name in WHOLE for text in Corpora(data).texts(name)]
    reviews = [text for name in REVIEWS for text in Corpora(data).texts(name)]
    fitting = unique([text for text in letters + reviews if LEAST <= len(text) <= MOST])
    dice.shuffle(fitting)
    whole, short = fitting[:count], [text for text in reviews if 0 < len(text) < LEAST]
    more = joined(lambda: dice.choice(short), count - len(whole), dice)
    texts = whole + more
    dice.shuffle(texts)
    return texts, f"{len(whole):,} whole real texts, {len(more):,} joined from shorter real ones"


def joined(sentence, count: int, dice: random.Random) -> list[str]:
    """Texts put together from sentences until they are long enough, and cut where too long."""
    texts = []
    for _ in range(count):
        wanted, text = dice.randint(LEAST, MOST), ""
        while len(text) < wanted:
            text += sentence()
        texts.append(text[:MOST])
    return texts


def mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts)

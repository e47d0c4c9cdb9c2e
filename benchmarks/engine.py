"""How many texts of about 375 characters one core reads in a second, beside SnowNLP.

    python -m benchmarks.engine [--data FOLDER] [--texts 3000]

Both read the same texts in the same run, taking turns; CPU time, median of five rounds.
Without --data the texts are joined from this project's own sentences.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before NumPy is loaded: one core means one core

from snownlp import SnowNLP  # noqa: E402

from sentiment.engine import Engine, Lexicon  # noqa: E402
from sentiment.training.corpora import Corpora  # noqa: E402
from sentiment.training.gold import seeds  # noqa: E402

LENGTH = 375
ROUNDS = 5
SNOWNLP_TEXTS = 20  # it is slow; its speed does not depend on the number
SEED = 20261122


def own_texts(count: int) -> list[str]:
    """Texts of the length wanted, joined from our own sentences."""
    sentences = [text for text, _ in seeds("category_seeds") + seeds("mood_seeds")]
    chance = random.Random(SEED)
    texts = []
    for _ in range(count):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(sentences)
        texts.append(text)
    return texts


def real_texts(folder: Path, count: int) -> list[str]:
    """Citizens' messages of 200 to 500 characters."""
    texts = [text for text in Corpora(folder).government() if 200 <= len(text) <= 500]
    random.Random(SEED).shuffle(texts)
    return texts[:count]


def rate(work: Callable[[], object], texts: int) -> float:
    """Texts per second of CPU time."""
    start = time.process_time()
    work()
    return texts / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--texts", type=int, default=3000)
    options = parser.parse_args()
    count, data = options.texts, options.data
    texts = real_texts(data, count) if data else own_texts(count)

    start = time.process_time()
    engine = Engine(Lexicon.default())
    print(f"load: {time.process_time() - start:.2f} s CPU")
    engine.read(texts[:64])
    few = texts[:SNOWNLP_TEXTS]
    _ = SnowNLP(few[0]).sentiments
    ours, single, theirs = [], [], []
    for _ in range(ROUNDS):
        ours.append(rate(lambda: engine.read(texts), len(texts)))
        single.append(rate(lambda: [engine.read([text]) for text in texts[:300]], 300))
        theirs.append(rate(lambda: [SnowNLP(text).sentiments for text in few], len(few)))

    mean = sum(map(len, texts)) / len(texts)
    full, one, snow = map(statistics.median, (ours, single, theirs))
    print(f"{len(texts)} texts, {mean:.0f} characters on average, one core, CPU time")
    print(f"engine, full reading, batches   {full:10,.0f} texts/s   {full / snow:8,.0f} x SnowNLP")
    print(f"engine, full reading, one by one {one:9,.0f} texts/s   {one / snow:8,.0f} x SnowNLP")
    print(f"SnowNLP, one polarity            {snow:9,.1f} texts/s")


if __name__ == "__main__":
    main()

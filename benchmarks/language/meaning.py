"""What the figures say, in plain sentences that follow from them and from nothing else."""

from collections.abc import Iterator, Sequence
from statistics import mean

from benchmarks.figures import plain
from benchmarks.language.protocol import Result
from benchmarks.language.table import ratio

MILLION = 1_000_000


def sentences(results: Sequence[Result]) -> list[str]:
    """Speed, memory, accuracy and neutrals; what was not measured is not mentioned."""
    known = {result.name: result for result in results}
    return [*_speed(known, results), *_weight(known), *_right(known), *_calm(known)]


def _speed(known: dict[str, Result], results: Sequence[Result]) -> Iterator[str]:
    snow = known.get("snownlp")
    rate = snow.median("one") if snow else None
    for name, words in (("heads", "all heads as numbers"), ("reading", "the complete reading")):
        ours = known.get(name)
        fast = ours.median("many") if ours else None
        if ours and fast and rate:
            yield (
                f"In batches {words} comes at {plain(fast)} texts a second and core,"
                f" {plain(ratio(ours, results, 'many') or 0)} times SnowNLP's {plain(rate)}, which"
                f" gives one polarity. A million texts: {span(MILLION / fast)} instead of"
                f" {span(MILLION / rate)}."
            )
    reading, stack = known.get("reading"), known.get("stack")
    if reading and stack and (one := reading.median("one")) and (usual := stack.median("one")):
        slow = plain(reading.median("one", "p95") or 0)
        yield (
            f"One text at a time, as on the intake page, the complete reading takes {slow} ms of"
            f" processor time in 95 of 100 calls: {plain(one)} texts a second against"
            f" {plain(usual)} of the usual stack, which gives one polarity."
        )
    if stack and rate and (usual := stack.median("many")):
        yield (
            f"Of the gain over SnowNLP a factor of {plain(usual / rate)} is had by anybody who"
            " leaves it for jieba and scikit-learn; the rest is the engine's."
        )


def span(seconds: float) -> str:
    """A duration in the unit people would use."""
    for size, unit in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} seconds"


def _weight(known: dict[str, Result]) -> Iterator[str]:
    ours, snow = known.get("reading"), known.get("snownlp")
    if ours and snow:
        yield (
            f"Loading takes {ours.load['wall']:.2f} s and {ours.load['loaded']:.0f} MiB where"
            f" SnowNLP takes {snow.load['wall']:.2f} s and {snow.load['loaded']:.0f} MiB."
        )


def _right(known: dict[str, Result]) -> Iterator[str]:
    ours, snow, again, stack = (
        known.get(name) for name in ("reading", "snownlp", "snownlp-retrained", "stack")
    )
    if not (ours and snow and ours.files):
        return
    fewer = 1 - _errors(ours) / max(_errors(snow), 1e-9)
    yield f"Over the files ours makes {fewer:.0%} fewer errors than SnowNLP as it comes."
    if again and stack:
        yield (
            f"Errors on average: SnowNLP {_errors(snow):.1%}, SnowNLP retrained on our rows"
            f" {_errors(again):.1%}, jieba with scikit-learn on the same rows {_errors(stack):.1%},"
            f" ours {_errors(ours):.1%}. So our rows alone do"
            f" {'help' if _errors(again) < _errors(snow) else 'not help'} SnowNLP; the model of the"
            " usual stack gives most of the rest, and ours keeps it at its speed."
        )


def _errors(result: Result) -> float:
    return 1 - mean(each["accuracy"] for each in result.files.values())


def _calm(known: dict[str, Result]) -> Iterator[str]:
    ours, snow = known.get("reading"), known.get("snownlp")
    if not (ours and snow):
        return
    for title, own in ours.complaints.items():
        theirs = snow.complaints[title]
        yield (
            f"Among {title} SnowNLP calls {theirs['false_alarms']:.0%} of the neutral ones negative"
            f" and finds {theirs['negatives_found']:.0%} of the negative ones; ours"
            f" {own['false_alarms']:.0%} and {own['negatives_found']:.0%}"
            f" ({own['negatives']} negative, {own['neutrals']} neutral)."
        )

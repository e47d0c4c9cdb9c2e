"""The figures of a run as Markdown tables."""

from collections.abc import Iterable, Sequence

from benchmarks.figures import plain
from benchmarks.language.protocol import Result
from benchmarks.language.tools import BASE, TOOLS

NONE = "—"


def tables(results: Sequence[Result]) -> str:
    """Speed, memory, and what there is of accuracy, each with a heading."""
    parts = [("Speed", speed(results)), ("Load and memory", weight(results))]
    if any(result.files for result in results):
        parts.append(("Positive or negative, rows kept back", accuracy(results)))
    parts += [
        (f"Negative or neutral: {t}", told(results, t)) for t in _titles(results, "complaints")
    ]
    return "\n\n".join(f"### {heading}\n\n{body}" for heading, body in parts)


def speed(results: Sequence[Result]) -> str:
    """One text a call, and the batch interface where there is one."""
    head = ("tool", "one call gives", "one by one, texts/s", "× SnowNLP", "p50 / p95 of a call",
            "batch, texts/s", "× SnowNLP", "slowest – fastest round")  # fmt: skip
    lines = []
    for result in results:
        tool, many = TOOLS[result.name], result.median("many")
        slow_fast = result.spread("many" if many else "one") or (0.0, 0.0)
        lines.append((
            tool.title, tool.says, number(result.median("one")), times(result, results, "one"),
            f"{number(result.median('one', 'p50'))} / {number(result.median('one', 'p95'))} ms",
            number(many), times(result, results, "many"), " – ".join(map(plain, slow_fast)),
        ))  # fmt: skip
    return markdown(head, lines)


def ratio(result: Result, results: Sequence[Result], way: str) -> float | None:
    """Against SnowNLP's only way, in the same run."""
    base = next((each.median("one") for each in results if each.name == BASE), None)
    rate = result.median(way)
    return rate / base if rate and base else None


def times(result: Result, results: Sequence[Result], way: str) -> str:
    found = ratio(result, results, way)
    return NONE if found is None else f"{plain(found)} ×"


def weight(results: Sequence[Result]) -> str:
    head = ("tool", "load, s of CPU", "load, s by the clock", "MiB loaded", "MiB at most")
    return markdown(head, [
        (TOOLS[r.name].title, f"{r.load['seconds']:.2f}", f"{r.load['wall']:.2f}",
         f"{r.load['loaded']:.0f}", f"{r.memory['most']:.0f}")
        for r in results
    ])  # fmt: skip


def accuracy(results: Sequence[Result]) -> str:
    titles = _titles(results, "files")
    rows = results[0].files
    head = ("tool", *(f"{title} ({rows[title]['rows']:,})" for title in titles))
    return markdown(head, [
        (TOOLS[r.name].title,
         *(f"{r.files[t]['accuracy']:.3f} / {r.files[t]['macro_f1']:.3f}" for t in titles))
        for r in results
    ])  # fmt: skip


def told(results: Sequence[Result], title: str) -> str:
    one = results[0].complaints[title]
    head = ("tool", "AUC", f"of {one['negatives']} negatives found",
            f"of {one['neutrals']} neutrals called negative")  # fmt: skip
    return markdown(head, [
        (TOOLS[r.name].title, f"{f['auc']:.3f}", f"{f['negatives_found']:.1%}",
         f"{f['false_alarms']:.1%}")
        for r in results for f in [r.complaints[title]]
    ])  # fmt: skip


def number(value: float | None) -> str:
    return NONE if value is None else plain(value)


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *lines])


def _titles(results: Sequence[Result], part: str) -> list[str]:
    return list(getattr(results[0], part)) if results else []

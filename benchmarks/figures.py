"""What a measurement says, and whether that is what we aim for."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its unit and, where `architecture.md` section 6 names one, its aim."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"reached": self.reached}

    @property
    def aim(self) -> str:
        if self.at_most is not None:
            return f"≤ {plain(self.at_most)} {self.unit}"
        return "" if self.at_least is None else f"≥ {plain(self.at_least)} {self.unit}"

    @property
    def reached(self) -> bool | None:
        """None where there is nothing to reach."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least


def plain(number: float) -> str:
    """Three digits that mean something: 4,210 — 38 — 0.52."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def percentile(samples: Sequence[float], share: float) -> float:
    """The sample below or at which this share of all lies. Raises ValueError without samples."""
    if not samples:
        raise ValueError("nothing was measured")
    ranked = sorted(samples)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def latencies(
    what: str, seconds: Sequence[float], *, p95_at_most: float | None, note: str = ""
) -> list[Figure]:
    """Median and 95th percentile of durations given in seconds; the aim is in milliseconds."""
    return [
        Figure(f"{what}, p50", 1000 * percentile(seconds, 0.50), "ms"),
        Figure(f"{what}, p95", 1000 * percentile(seconds, 0.95), "ms", p95_at_most, note=note),
    ]


def table(rows: Iterable[tuple[str, Figure]]) -> str:
    """A Markdown table of (part, figure)."""
    verdict = {True: "yes", False: "**no**", None: ""}
    lines = ["| part | what | figure | aim | reached | note |", "|---|---|---:|---|---|---|"]
    for part, figure in rows:
        value = f"{plain(figure.value)} {figure.unit}"
        cells = [part, figure.what, value, figure.aim, verdict[figure.reached], figure.note]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)

"""What is known about one complaint when its risk is judged, and where it was seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from alerts.domain.tiers import Tier


@dataclass(frozen=True, slots=True)
class Cite:
    """Where something was seen: a contact, and there the characters from `start` to `end`.

    `contact` is None for a text that is still being typed, `start` for what is no text (a wait).
    """

    what: str
    contact: int | None = None
    start: int | None = None
    end: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Without what is empty; the form in which evidence is stored."""
        pairs = ((name, getattr(self, name)) for name in ("what", "contact", "start", "end"))
        return {name: value for name, value in pairs if value is not None}


Cites = tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with the places it was taken from. The unit is part of the measure's name."""

    value: float
    cites: Cites = ()


@dataclass(frozen=True, slots=True)
class Combo:
    """A combination of words that was found (domain rules C01 to C20)."""

    code: str
    points: int
    tier: Tier | None = None
    flags: tuple[str, ...] = ()
    cites: Cites = ()


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """All that is known about one complaint, gathered once and judged many times.

    `numbers` holds plain measures by name (people, amount, intensity, trend, wait_seconds,
    transfers, broken_promises, broken_here, repeats_7d, repeats_30d, platforms, channel.GROUP as a
    count of contacts, signal.R20 for what feeds report). What is not known is simply absent.
    """

    category: str = ""
    category_points: int = 0
    category_flags: frozenset[str] = frozenset()
    flags: Mapping[str, Cites] = field(default_factory=dict)
    combos: tuple[Combo, ...] = ()
    numbers: Mapping[str, Measure] = field(default_factory=dict)

    def measures(self) -> dict[str, Measure]:
        """Everything as named numbers, the form that rules ask about."""
        found = dict(self.numbers)
        found |= {f"flag.{code}": Measure(1, cites) for code, cites in self.flags.items()}
        found |= {
            f"extra_flag.{code}": Measure(1, cites)
            for code, cites in self.flags.items()
            if code not in self.category_flags
        }
        found |= {f"combo.{c.code}": Measure(c.points, c.cites) for c in self.combos}
        if self.category:
            found[f"category.{self.category}"] = Measure(1)
            found["category_points"] = Measure(self.category_points)
        return found


def joined(groups: Iterable[Cites], *, most: int) -> Cites:
    """The cites of several places, each once, at most `most` of them."""
    return tuple(dict.fromkeys(cite for group in groups for cite in group))[:most]

"""What the engine says about one text."""

from dataclasses import dataclass
from typing import Any, Literal

EMOTIONS = (
    "ANGER", "DISAPPOINT", "HELPLESS", "ANXIETY", "DOUBT", "SAD", "GRIEVANCE", "CALM", "SATISFIED",
)  # fmt: skip
POLARITIES = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of evidence; start and end count characters of the original text."""

    start: int
    end: int
    kind: Literal["risk", "emotion", "fact"]
    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class ComboHit:
    """A combination rule that fired, with what made it fire."""

    code: str
    floor: str | None
    flags: tuple[str, ...]
    points: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read in one text. Probabilities lie in 0-1 and add up to 1, intensity in 1-5."""

    polarity: str
    polarity_p: dict[str, float]
    emotion: str
    emotion_second: str | None
    emotion_p: dict[str, float]
    intensity: float
    categories: tuple[tuple[str, float], ...]
    demands: tuple[str, ...]
    motives: dict[str, float]
    flags: tuple[str, ...]
    groups: dict[str, float]
    combos: tuple[ComboHit, ...]
    spans: tuple[Span, ...]
    amount: str | None
    people: int | None
    missing: tuple[str, ...]
    unsure: bool
    engine_version: str
    lexicon_version: str

    def as_dict(self) -> dict[str, Any]:
        """The same as plain dicts, lists, strings and numbers, ready for JSON."""
        return _plain(self)


def _plain(value: Any) -> Any:
    """Our own types as dicts of what they hold; `dataclasses.asdict` would copy every letter."""
    if isinstance(value, (Reading, ComboHit, Span)):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, dict) else value

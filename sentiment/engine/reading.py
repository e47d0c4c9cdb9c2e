"""What the engine says about one text: the public form of a reading, see docs/language.md."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, NamedTuple

EMOTIONS = (
    "ANGER", "DISAPPOINT", "HELPLESS", "ANXIETY", "DOUBT", "SAD", "GRIEVANCE", "CALM", "SATISFIED",
)  # fmt: skip
POLARITIES = ("negative", "neutral", "positive")
KINDS = ("COMPLAINT", "INQUIRY", "SUGGESTION", "REPORT", "PRAISE", "OTHER")
UNSURE_ABOUT = ("polarity", "emotion", "category")


class Span(NamedTuple):
    """A piece of evidence; start and end count characters of the original text."""

    start: int
    end: int
    why: Literal["risk", "emotion", "fact"]
    code: str
    weight: float


new_span = partial(tuple.__new__, Span)  # from a tuple of its parts, in a third of the time


@dataclass(frozen=True, slots=True)
class ComboHit:
    """A combination rule that fired, with what made it fire."""

    code: str
    floor: str | None
    flags: tuple[str, ...]  # as the lexicon names them: MEDIA, not MEDIA_THREAT
    points: int
    spans: tuple[Span, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "code": self.code,
            "floor": self.floor,
            "flags": list(self.flags),
            "points": self.points,
            "spans": _spans(self.spans),
        }


class Versions(NamedTuple):
    """What made a reading, so that it can be explained later."""

    engine: str
    model: str
    lexicon: str


@dataclass(slots=True)
class Reading:
    """Everything read in one text. Not to be changed; a frozen class would take longer to fill.

    Probabilities and the intensity lie in 0-1. Three distributions add up to 1: `polarity_p`,
    `emotion_p`, and the categories if all were told; told are the first three. `motive` and
    `cause` are single probabilities, several may be high.
    """

    polarity: str
    polarity_p: dict[str, float]
    emotion: str
    emotion_second: str | None
    emotion_p: dict[str, float]
    intensity: float  # its own number, not the probability of being negative
    categories: tuple[tuple[str, float], ...]  # level 2, the likeliest first
    category_l1: tuple[tuple[str, float], ...]
    kind: str
    kind_p: float
    demands: dict[str, tuple[int, int] | None]  # with the place that shows each
    motive: dict[str, float]
    cause: dict[str, float]
    flags: dict[str, tuple[Span, ...]]
    groups: dict[str, float]
    combos: tuple[ComboHit, ...]
    spans: tuple[Span, ...]
    amount: str | None
    people: int | None
    missing: tuple[str, ...]
    unsure_about: tuple[str, ...]
    versions: Versions
    heads: dict[str, dict[str, float]] | None = None  # on request

    @property
    def unsure(self) -> bool:
        """True when a class was too unlikely to be told as one."""
        return bool(self.unsure_about)

    @property
    def engine_version(self) -> str:
        """Code and model together, as a stored reading names them."""
        return f"{self.versions.engine}+{self.versions.model}"

    @property
    def lexicon_version(self) -> str:
        return self.versions.lexicon

    def as_dict(self) -> dict[str, Any]:
        """The public form: plain dicts, lists, strings and numbers, ready for JSON."""
        plain = {
            "polarity": {"label": self.polarity, **self.polarity_p},
            "emotion": {
                "primary": self.emotion,
                "secondary": self.emotion_second,
                "distribution": dict(self.emotion_p),
            },
            "intensity": self.intensity,
            "categories": _ranked(self.categories),
            "category_l1": _ranked(self.category_l1),
            "kind": {"label": self.kind, "p": self.kind_p},
            "demands": [_demand(code, place) for code, place in self.demands.items()],
            "motive": dict(self.motive),
            "cause": dict(self.cause),
            "flags": [{"code": c, "spans": _spans(spans)} for c, spans in self.flags.items()],
            "evidence": _spans(self.spans),
            "groups": dict(self.groups),
            "combos": [combo.as_dict() for combo in self.combos],
            "amount": self.amount,
            "people": self.people,
            "missing": list(self.missing),
            "unsure": self.unsure,
            "unsure_about": list(self.unsure_about),
            **self.versions._asdict(),
        }
        return plain if self.heads is None else {**plain, "heads": self.heads}


def _spans(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [
        {"start": start, "end": end, "why": why, "code": code, "weight": weight}
        for start, end, why, code, weight in spans
    ]


def _ranked(pairs: tuple[tuple[str, float], ...]) -> list[dict[str, Any]]:
    return [{"code": code, "p": p} for code, p in pairs]


def _demand(code: str, place: tuple[int, int] | None) -> dict[str, Any]:
    start, end = place or (None, None)
    return {"code": code, "start": start, "end": end}

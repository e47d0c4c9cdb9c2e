"""Weak labels from cue lists; in half the texts the cues are blotted out, to learn context."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sentiment.engine.cues import STRONG
from sentiment.engine.evidence import Evidence
from sentiment.engine.observer import Observer
from sentiment.engine.scanner import CATEGORY, EMOTION, longest

from .linear import SEED

PIECE = 1000
CONFIDENT = 2.0  # a code must be at least this loud …
MARGIN = 0.9  # … and this much louder than the next
BLOT = "某"


@dataclass(frozen=True, slots=True)
class Weak:
    """Texts with weak labels."""

    texts: list[str]
    labels: list[str]

    def __len__(self) -> int:
        return len(self.texts)


def _observed(observer: Observer, texts: Sequence[str]) -> Iterator[tuple[str, Evidence]]:
    for start in range(0, len(texts), PIECE):
        piece = list(texts[start : start + PIECE])
        yield from zip(piece, observer.observe(piece)[1], strict=True)


def _mood_loudness(evidence: Evidence) -> dict[str, float]:
    return {
        code: 2.0 * strong + 0.6 * usual
        for code, (strong, usual) in evidence.emotion_counts.items()
    }


def _winner(loudness: dict[str, float]) -> str | None:
    ranked = sorted(loudness.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < CONFIDENT:
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] - second >= MARGIN else None


def _blotted(text: str, evidence: Evidence, channel: int, code: str) -> str:
    chars = list(text)
    for one in longest(evidence.channels[channel]):
        if one.role.code == code and one.role.weight == STRONG and "…" not in one.role.word:
            chars[one.start : one.end] = BLOT * (one.end - one.start)
    return "".join(chars)


def _label(observer: Observer, texts: Sequence[str], channel: int) -> Weak:
    chance = random.Random(SEED)
    weak = Weak([], [])
    for text, evidence in _observed(observer, texts):
        loudness = evidence.categories if channel == CATEGORY else _mood_loudness(evidence)
        code = _winner(loudness)
        if code is None:
            continue
        hide = chance.random() < 0.5
        weak.texts.append(_blotted(text, evidence, channel, code) if hide else text)
        weak.labels.append(code)
    return weak


def weak_moods(observer: Observer, texts: Sequence[str]) -> Weak:
    """Texts whose emotion cues agree, half of them without the cues."""
    return _label(observer, texts, EMOTION)


def weak_categories(observer: Observer, texts: Sequence[str]) -> Weak:
    """Texts whose category cues agree, half of them without the cues."""
    return _label(observer, texts, CATEGORY)


def capped(weak: Weak, most: int) -> Weak:
    """At most so many texts per label, drawn at random: the pool is far from even."""
    order = list(range(len(weak)))
    random.Random(SEED).shuffle(order)
    taken: dict[str, int] = {}
    kept = []
    for index in order:
        taken[weak.labels[index]] = taken.get(weak.labels[index], 0) + 1
        if taken[weak.labels[index]] <= most:
            kept.append(index)
    return Weak([weak.texts[i] for i in kept], [weak.labels[i] for i in kept])

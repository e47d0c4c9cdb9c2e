"""Texts without what nobody sees or says: invisible characters, a greeting, further copies."""

import re
from typing import NamedTuple

from .reading import ComboHit, Reading, Span

# Controls but tab and line feed, no-break space and soft hyphen, zero-width and directional marks,
# variation selectors, lone surrogates, tags.
NOISE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffd\ud800-\udfff\U000e0000-\U000e0fff]|\r(?=\n)"
)
GREETING = re.compile(r"(?:(?:[您你妳]好|大家好)[，,。.!！、：:~\s]+)+")
COPY_LEAST = 10  # characters: shorter repetitions are emphasis
LOOK = 8  # characters that a copy is looked for by
GAP = 2  # blanks between two copies, at most
TRIED = 20  # places where the first copy might end


class Tidy(NamedTuple):
    """A text to be read, and where its characters stand in the original; None: where they are."""

    text: str
    places: list[int] | None = None


def tidy(text: str) -> Tidy:
    """The text without noise. Most texts have none and are given back as they are."""
    if text.isprintable() or not NOISE.search(text):
        begin, end = _said(text)
        if end - begin == len(text):
            return Tidy(text)
        return Tidy(text[begin:end], list(range(begin, end)))
    kept = [at for at, char in enumerate(text) if not NOISE.match(text, at)]
    clean = "".join([text[at] for at in kept])
    begin, end = _said(clean)
    return Tidy(clean[begin:end], kept[begin:end])


def _said(text: str) -> tuple[int, int]:
    """From where to where something is said: behind blanks and a greeting, and only once."""
    begin = len(text) - len(text.lstrip())
    end = begin + _once(text[begin:].rstrip())
    greeting = GREETING.match(text, begin, end)
    if greeting and end - greeting.end() >= COPY_LEAST:
        begin = greeting.end()
    return begin, end


def _once(text: str) -> int:
    """How many characters say everything of a text that was pasted again and again."""
    size = len(text)
    start = text.find(text[:LOOK], COPY_LEAST) if size >= 2 * COPY_LEAST else -1
    for _ in range(TRIED):
        if start < 0 or 2 * start > size + GAP:
            break
        if text.startswith(text[:-start], start):
            once = len(text[:start].rstrip())
            if start - once <= GAP and size % start in (0, once) and once >= COPY_LEAST:
                return once
        start = text.find(text[:LOOK], start + 1)
    return size


def moved(reading: Reading, places: list[int]) -> Reading:
    """The reading with its places counted in the original text."""

    def at(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end - 1] + 1

    def spans(told: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            Span(*at(start, end), why, code, weight) for start, end, why, code, weight in told
        )

    reading.spans = spans(reading.spans)
    reading.flags = {flag: spans(told) for flag, told in reading.flags.items()}
    reading.demands = {
        code: at(*place) if place else None for code, place in reading.demands.items()
    }
    reading.combos = tuple(
        ComboHit(hit.code, hit.floor, hit.flags, hit.points, spans(hit.spans))
        for hit in reading.combos
    )
    return reading

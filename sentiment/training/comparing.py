"""Two versions beside each other on texts that neither has learnt from."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sentiment.domain.corrections import LEARNT
from sentiment.engine.engine import Engine
from sentiment.engine.reading import Reading

from .corrections import Row


def compare(active: Engine, candidate: Engine, rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Figures by field on the rows that are held back.

    Classes: rows, and the share each version has right: of all, of the disputed ones, of those
    that nobody disputed, and per class. The intensity: the mean error in steps of 1 to 5. The
    active version made the disputed mistakes, so its share of those says nothing by itself; what
    counts is what a candidate wins there against what it loses elsewhere.
    """
    kept = [row for row in rows if row.held_back]
    texts = [row.text for row in kept]
    told = [_told(seen) for seen in active.read(texts)]
    other = [_told(seen) for seen in candidate.read(texts)]
    found = {}
    for field in LEARNT:
        places = [i for i, row in enumerate(kept) if row.truth.get(field)]
        if places:
            found[field] = _figures(field, [kept[i] for i in places], *(
                [answers[i][field] for i in places] for answers in (told, other)
            ))  # fmt: skip
    return found


def _told(seen: Reading) -> dict[str, str]:
    return {
        "category": seen.categories[0][0] if seen.categories else "",
        "emotion": seen.emotion,
        "polarity": seen.polarity,
        "kind": seen.kind,
        "intensity": str(1 + 4 * seen.intensity),
    }


def _figures(
    field: str, rows: Sequence[Row], active: Sequence[str], candidate: Sequence[str]
) -> dict[str, Any]:
    truth = [row.truth[field] for row in rows]
    disputed = [field in row.disputed for row in rows]
    score = _mean_error if field == "intensity" else _share_right
    chosen = {
        "all": [True] * len(rows),
        "disputed": disputed,
        "undisputed": [not each for each in disputed],
    }
    figures: dict[str, Any] = {
        name: _pair(score, truth, active, candidate, mask) for name, mask in chosen.items()
    }
    if field != "intensity":
        figures["classes"] = _classes(truth, active, candidate)
        figures["moved"] = sum(a != c for a, c in zip(active, candidate, strict=True))
    return figures


def _pair(
    score: Any,
    truth: Sequence[str],
    active: Sequence[str],
    candidate: Sequence[str],
    mask: Sequence[bool],
) -> dict[str, Any]:
    at = [i for i, wanted in enumerate(mask) if wanted]
    right = [truth[i] for i in at]
    return {
        "rows": len(at),
        "active": score(right, [active[i] for i in at]),
        "candidate": score(right, [candidate[i] for i in at]),
    }


def _share_right(truth: Sequence[str], told: Sequence[str]) -> float | None:
    if not truth:
        return None
    return round(sum(a == b for a, b in zip(truth, told, strict=True)) / len(truth), 4)


def _mean_error(truth: Sequence[str], told: Sequence[str]) -> float | None:
    if not truth:
        return None
    return round(
        sum(abs(float(a) - float(b)) for a, b in zip(truth, told, strict=True)) / len(truth), 3
    )


def _classes(
    truth: Sequence[str], active: Sequence[str], candidate: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Per class that people named: rows and the share each version found."""
    places = defaultdict(list)
    for i, code in enumerate(truth):
        places[code].append(i)
    return {
        code: _pair(
            _share_right, truth, active, candidate, [i in set(at) for i in range(len(truth))]
        )
        for code, at in sorted(places.items())
    }

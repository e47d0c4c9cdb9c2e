"""Two versions beside each other on texts that neither has learnt from."""

from collections.abc import Sequence
from typing import Any

from sentiment.domain.corrections import LEARNT, SEVERAL, THREAT, joined
from sentiment.engine.engine import Engine
from sentiment.engine.reading import Reading

from .rows import Row


def compare(active: Engine, candidate: Engine, rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Figures by field on the rows that are held back.

    Classes: rows, and the share each version has right: of all, of the disputed ones, of those
    that nobody disputed, and per class. Demands and flags: the mean share of codes in common, and
    per code how often it was found. The intensity: the mean error in steps of 1 to 5. The
    active version made the disputed mistakes, so its share of those says nothing by itself; what
    counts is what a candidate wins there against what it loses elsewhere.
    """
    kept = [row for row in rows if row.held_back]
    texts = [row.text for row in kept]
    told = [_told(seen) for seen in active.read(texts)]
    other = [_told(seen) for seen in candidate.read(texts)]
    found = {}
    for field in LEARNT:
        places = [i for i, row in enumerate(kept) if _is_told(field, row)]
        if places:
            found[field] = _figures(field, [kept[i] for i in places], *(
                [answers[i][field] for i in places] for answers in (told, other)
            ))  # fmt: skip
    return found


def _is_told(field: str, row: Row) -> bool:
    """Whether people say anything of a field; of several codes there may be none."""
    return field in row.truth if field in SEVERAL else bool(row.truth.get(field))


def _told(seen: Reading) -> dict[str, str]:
    return {
        "category": seen.categories[0][0] if seen.categories else "",
        "emotion": seen.emotion,
        "polarity": seen.polarity,
        "kind": seen.kind,
        "intensity": str(1 + 4 * seen.intensity),
        "demands": joined(seen.demands),
        "flags": joined(flag.removesuffix(THREAT) for flag in seen.flags),
    }


def _figures(
    field: str, rows: Sequence[Row], active: Sequence[str], candidate: Sequence[str]
) -> dict[str, Any]:
    truth = [row.truth[field] for row in rows]
    disputed = [field in row.disputed for row in rows]
    score = SCORES.get(field, _share_right)
    chosen = {
        "all": [True] * len(rows),
        "disputed": disputed,
        "undisputed": [not each for each in disputed],
    }
    figures: dict[str, Any] = {
        name: _pair(score, truth, active, candidate, mask) for name, mask in chosen.items()
    }
    if field != "intensity":
        figures["classes"] = _classes(truth, active, candidate, field in SEVERAL)
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


def _overlap(truth: Sequence[str], told: Sequence[str]) -> float | None:
    """The mean share of codes in common, 1 where neither names any."""
    pairs = [(_codes(a), _codes(b)) for a, b in zip(truth, told, strict=True)]
    shares = [len(a & b) / len(a | b) if a | b else 1.0 for a, b in pairs]
    return round(sum(shares) / len(shares), 4) if shares else None


def _codes(told: str) -> set[str]:
    return set(told.split(",")) - {""}


SCORES: dict[str, Any] = {"intensity": _mean_error, **dict.fromkeys(SEVERAL, _overlap)}


def _classes(
    truth: Sequence[str], active: Sequence[str], candidate: Sequence[str], several: bool
) -> dict[str, dict[str, Any]]:
    """Per class that people named: rows and the share each version found."""
    named = [_codes(told) if several else {told} for told in truth]
    found = {}
    for code in sorted(set().union(*named)):
        at = [i for i, codes in enumerate(named) if code in codes]
        shares = (
            round(sum(code in (_codes(told[i]) if several else {told[i]}) for i in at) / len(at), 4)
            for told in (active, candidate)
        )
        found[code] = dict(zip(("rows", "active", "candidate"), (len(at), *shares), strict=True))
    return found

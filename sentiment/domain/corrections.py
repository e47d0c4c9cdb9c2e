"""What the machine said, field by field, and what it looks like with a person's word in it.

Values travel as text, the way a correction stores them: codes, several of them joined by commas,
and the intensity in steps of 1 to 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sentiment.engine.reading import Reading

SEVERAL = ("demands", "flags")
LEARNT = ("category", "emotion", "polarity", "kind", "intensity", *SEVERAL)  # by a layer of weights
FEWEST = 20  # corrections of a field from which it is learnt
LEAST, MOST = 1.0, 5.0  # the intensity people see
THREAT = "_THREAT"


class CorrectionError(ValueError):
    """This can't be said of a reading; the field and the value that is wrong."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field}: {value}")
        self.field, self.value = field, value


def machine_said(detail: Mapping[str, Any]) -> dict[str, str]:
    """The machine's own answer of every field that can be corrected, from a stored reading."""
    kind, categories = detail.get("kind") or {}, detail.get("categories") or ()
    return {
        "category": next((row["code"] for row in categories), ""),
        "emotion": detail["emotion"]["primary"],
        "polarity": detail["polarity"]["label"],
        "intensity": level_text(1 + 4 * detail["intensity"]),
        "kind": kind.get("label") or "",
        "demands": joined(row["code"] for row in detail.get("demands") or ()),
        "flags": joined(row["code"].removesuffix(THREAT) for row in detail.get("flags") or ()),
    }


def level_text(level: float) -> str:
    """An intensity of 1 to 5 as it is stored: one place."""
    return f"{level:.1f}"


def joined(codes: Any) -> str:
    """Several codes as one text, in a fixed order, so that equal sets are equal texts."""
    return ",".join(sorted({code for code in codes if code}))


def checked(field: str, value: str, known: Sequence[str]) -> str:
    """The value in its stored form. Raises CorrectionError when it is none of `known`."""
    if field == "intensity":
        return _checked_level(value)
    codes = [code for code in value.split(",") if code] if field in SEVERAL else [value]
    wrong = [code for code in codes if code not in known]
    if wrong:
        raise CorrectionError(field, wrong[0])
    return joined(codes)


def _checked_level(value: str) -> str:
    try:
        level = float(value)
    except ValueError as error:
        raise CorrectionError("intensity", value) from error
    if not LEAST <= level <= MOST:  # also false for nan
        raise CorrectionError("intensity", value)
    return level_text(level)


def columns(field: str, value: str) -> dict[str, Any]:
    """What a stored reading holds once this field has this value."""
    if field == "category":
        return {"category_id": value, "confidence": 1.0}
    if field == "intensity":
        return {"intensity": float(value)}
    if field in SEVERAL:
        return {field: [code for code in value.split(",") if code]}
    return {field: value}


def with_words(seen: Reading, words: Mapping[str, str]) -> Reading:
    """A fresh reading with a person's words in it: what follows from it is judged by them.

    A person's word is sure: it has the whole probability, and no second one beside it.
    """
    values: dict[str, Any] = {
        field: words[field] for field in ("polarity", "emotion", "kind") if words.get(field)
    }
    if "polarity" in values:
        values["polarity_p"] = _whole(seen.polarity_p, values["polarity"])
    if "emotion" in values:
        values["emotion_p"] = _whole(seen.emotion_p, values["emotion"])
        values["emotion_second"] = None
    if words.get("intensity"):
        values["intensity"] = round((float(words["intensity"]) - 1) / 4, 4)
    if not values:
        return seen
    about = tuple(field for field in seen.unsure_about if field not in values)
    return replace(seen, **values, unsure_about=about)


def _whole(shares: Mapping[str, float], code: str) -> dict[str, float]:
    return {each: float(each == code) for each in shares}

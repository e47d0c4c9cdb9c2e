"""The judgements of one reading as a page shows them, with what a person said against them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.choices import category_choices, demand_choices
from complaints.models import Category, DemandKind
from sentiment.domain.corrections import SEVERAL, joined, level_text
from sentiment.models import Correction, Reading
from sentiment.models.reading import EMOTIONS, KINDS, POLARITY
from sentiment.names import FLAGS

LABELS = {
    "emotion": gettext_lazy("Emotion"),
    "intensity": gettext_lazy("Intensity"),
    "polarity": gettext_lazy("Polarity"),
    "kind": gettext_lazy("Kind"),
    "category": gettext_lazy("Category"),
    "demands": gettext_lazy("Demands"),
    "flags": gettext_lazy("Flags"),
}
FIXED: Mapping[str, Mapping[str, Any]] = {
    "emotion": dict(EMOTIONS),
    "polarity": dict(POLARITY),
    "kind": dict(KINDS),
    "flags": FLAGS,
}
type_of_names = Mapping[str, Mapping[str, Any]]
LEVELS = [level_text(1 + half / 2) for half in range(9)]  # 1.0 to 5.0 in halves


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement: whose it is, in words, and the person's correction if there is one."""

    contact: int
    field: str
    label: str
    word: str
    value: str
    machine: str = ""  # what the machine had said
    correction: Correction | None = None

    @property
    def several(self) -> bool:
        return self.field in SEVERAL


def all_names() -> type_of_names:
    """The words of every code, once for a whole page."""
    kinds = Category.objects.exclude(parent=None).select_related("parent")
    return {
        **FIXED,
        "category": {row.code: f"{row.parent} › {row}" for row in kinds},
        "demands": {row.code: row.name for row in DemandKind.objects.all()},
    }


def judged(
    reading: Reading, corrections: Iterable[Correction], names: type_of_names
) -> list[Judged]:
    """All judgements of a reading that there are, corrected ones with their correction."""
    theirs = {each.field: each for each in corrections if each.contact_id == reading.pk}
    values = {field: value_of(reading, field) for field in LABELS}
    return [
        one(reading, field, names, theirs.get(field))
        for field, value in values.items()
        if value or field in ("category", *SEVERAL)
    ]


def one(
    reading: Reading, field: str, names: type_of_names, correction: Correction | None
) -> Judged:
    """One judgement in words."""
    value = value_of(reading, field)
    machine = word_of(field, correction.before, names) if correction else ""
    return Judged(
        reading.pk, field, str(LABELS[field]), word_of(field, value, names), value, machine,
        correction,
    )  # fmt: skip


def value_of(reading: Reading, field: str) -> str:
    """What counts now, as text: a person's word, else the machine's."""
    if field == "category":
        return reading.category_id or ""
    if field == "intensity":
        return level_text(reading.intensity)
    if field in SEVERAL:
        return joined(getattr(reading, field))
    return getattr(reading, field)


def word_of(field: str, value: str, names: type_of_names) -> str:
    """A value in the reader's language."""
    known = names.get(field, {})
    codes = value.split(",") if field in SEVERAL else [value]
    return "、".join(str(known.get(code, code)) for code in codes if code) or _("none")


@dataclass(frozen=True, slots=True)
class Fix:
    """The choices of one judgement while registering; pressed is what the agent said."""

    field: str
    label: str
    options: list[tuple[str, Any, bool]]


def fixes(words: Mapping[str, str], *, kind: bool) -> list[Fix]:
    """What may be said against a live reading, `kind` where the engine tells one."""
    fields = ("emotion", "intensity", "polarity", *(("kind",) if kind else ()))
    return [
        Fix(
            field,
            str(LABELS[field]),
            [(code, word, words.get(field) == code) for code, word in _few(field)],
        )
        for field in fields
    ]


def _few(field: str) -> Sequence[tuple[str, Any]]:
    """Whole steps of the intensity are enough while somebody speaks."""
    found = choices(field)
    return [(code, code[:1]) for code, _ in found[::2]] if field == "intensity" else found


def choices(field: str) -> Sequence[tuple[str, Any]]:
    """What a person may say instead; categories stand under their groups."""
    if field == "intensity":
        return [(level, level) for level in LEVELS]
    if field == "category":
        return category_choices()
    if field == "demands":
        return demand_choices()
    return list(FIXED[field].items())

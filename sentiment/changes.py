"""A change of the lexicon in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentiment.domain.lexicon import Change
from sentiment.names import GROUPS
from sentiment.scopes import CHANNEL_GROUPS

FIELDS = {
    "weight": gettext_lazy("weight"),
    "kind": gettext_lazy("kind"),
    "lines": gettext_lazy("business lines"),
    "channels": gettext_lazy("channel groups"),
    "valid_from": gettext_lazy("valid from"),
    "valid_to": gettext_lazy("valid to"),
    "name": gettext_lazy("name"),
    "expression": gettext_lazy("expression"),
    "window": gettext_lazy("window"),
    "floor": gettext_lazy("tier at least"),
    "flags": gettext_lazy("flags"),
    "points": gettext_lazy("points"),
    "reason": gettext_lazy("reason"),
}
KINDS = {
    "added": (gettext_lazy("new"), "ok"),
    "changed": (gettext_lazy("changed"), "brand"),
    "removed": (gettext_lazy("goes"), "t4"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the difference."""

    kind: str
    word: str
    tone: str
    group: str
    name: str
    details: list[tuple[str, str, str]]  # field, before, after


def shown(change: Change, lines: dict[str, str]) -> Shown:
    """A change as the page tells it. `lines` are the names of the business lines."""
    row = change.row
    word, tone = KINDS[change.kind]
    combo = change.part == "combos"
    details = [
        (str(FIELDS.get(field, field)), _said(before, lines), _said(after, lines))
        for field, before, after in change.fields
    ]
    if change.kind != "changed":
        value = row["expression"] if combo else str(row["weight"])
        details = [("", "", value)] if change.kind == "added" else [("", value, "")]
    return Shown(
        change.kind,
        str(word),
        tone,
        _("combination") if combo else str(GROUPS.get(row["group"], row["group"])),
        f"{row['code']} {row.get('name', '')}" if combo else row["term"],
        details,
    )


def _said(value: Any, lines: dict[str, str]) -> str:
    if value in (None, "", []):
        return "—"
    if isinstance(value, list):
        names = lines | {code: str(word) for code, word in CHANNEL_GROUPS.items()}
        return "、".join(names.get(each, str(each)) for each in value)
    return str(value)

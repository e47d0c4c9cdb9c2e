"""A change of the lexicon, and what it would do, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentiment.domain.effect import Effect
from sentiment.domain.gate import Gate
from sentiment.domain.lexicon import Change, Row
from sentiment.forms.combos import FLAGS, FLOORS
from sentiment.models import LexCombo
from sentiment.models.lexicon import KINDS as TERM_KINDS
from sentiment.names import GROUPS
from sentiment.scopes import CHANNEL_GROUPS, scope_words
from sentiment.services.gate import DryRun

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
CODES = (*FLAGS.items(), *FLOORS, *TERM_KINDS)
KINDS = {
    "added": (gettext_lazy("added"), "ok"),
    "changed": (gettext_lazy("changed"), "brand"),
    "removed": (gettext_lazy("goes"), "t4"),
}

WHY = {
    "raises": gettext_lazy("must be told"),
    "homonym": gettext_lazy("another meaning"),
    "negated": gettext_lazy("denied"),
    "past": gettext_lazy("past and over"),
    "told": gettext_lazy("told of others"),
    "question": gettext_lazy("a question"),
    "quoted": gettext_lazy("quoted"),
    "name": gettext_lazy("a name or place"),
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
        value = row["expression"] if combo else _at_a_glance(row, lines)
        details = [("", "", value)] if change.kind == "added" else [("", value, "")]
    return Shown(
        change.kind,
        str(word),
        tone,
        _("combination") if combo else str(GROUPS.get(row["group"], row["group"])),
        f"{row['code']} {_(row['name']) if row.get('name') else ''}" if combo else row["term"],
        details,
    )


def _at_a_glance(row: Row, lines: dict[str, str]) -> str:
    """Weight, and where and when it holds if that is limited: 3 · 信用卡 · 2026-11-01 –."""
    scope = scope_words(row.get("lines") or [], row.get("channels") or [], lines)
    ends = (row.get("valid_from") or "", row.get("valid_to") or "")
    days = " – ".join(ends).strip() if any(ends) else ""
    return " · ".join(part for part in (str(row["weight"]), scope, days) if part)


def _said(value: Any, lines: dict[str, str]) -> str:
    if value in (None, "", []):
        return "—"
    names = lines | {code: str(word) for code, word in (*CHANNEL_GROUPS.items(), *CODES)}
    many = value if isinstance(value, list) else [value]
    return "、".join(names.get(each, str(each)) for each in many)


def failures(gate: Gate) -> list[dict[str, Any]]:
    """The sentences told wrongly, with groups by their names."""
    return [
        {
            "text": each.text,
            "why": WHY.get(each.why, each.why),
            "extra": [GROUPS.get(code, code) for code in each.extra],
            "missing": [GROUPS.get(code, code) for code in each.missing],
        }
        for each in gate.failures
    ]


def noisy(gate: Gate) -> list[str]:
    """The groups told wrongly too often, by their names."""
    return [str(GROUPS.get(code, code)) for code in gate.noisy]


def moved(dry: DryRun) -> list[dict[str, Any]]:
    """Flags and combinations that would be gained or lost, by their names."""
    names = effect_names()
    rows = (*dry.flags, *dry.combos)
    return [{"name": names.get(row.code, row.code), "row": row} for row in rows]


def touched(dry: DryRun) -> list[dict[str, Any]]:
    """The texts that would be read otherwise: complaint, what comes, what goes."""
    names = effect_names()
    return [
        {
            "complaint": each.reading.contact.complaint,
            "gained": [names.get(code, code) for code in each.gained],
            "lost": [names.get(code, code) for code in each.lost],
        }
        for each in dry.changed
    ]


def causes(effect: Effect) -> list[dict[str, Any]]:
    """The terms and combinations that raise something, by their names, with their contacts."""
    names = effect_names()
    return [
        {
            "key": each.key,
            "name": each.name if each.group else names.get(each.name, each.name),
            "group": GROUPS.get(each.group, each.group) if each.group else _("combination"),
            "texts": each.texts,
        }
        for each in effect.causes
    ]


def effect_names() -> dict[str, str]:
    """媒体曝光 for MEDIA_THREAT, C01 限时曝光 for C01."""
    flags = {code: str(word) for code, word in FLAGS.items()}
    threats = {f"{code}_THREAT": word for code, word in flags.items()}
    combos = {row.code: f"{row.code} {_(row.name)}" for row in LexCombo.objects.all()}
    return flags | threats | combos

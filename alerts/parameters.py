"""Conditions and their parameters for people: names, units, what can be chosen, where to begin."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alerts.models.risk import TIERS
from alerts.names import COMBOS, FLAGS, GROUPS

Words = str | Promise

KINDS: Mapping[str, Words] = {
    "surge": _("Far more of one category than usual"),
    "new_cluster": _("Something new is said by several"),
    "combo": _("A combination of words"),
    "credible": _("A flag that a combination confirms"),
    "repeat": _("The same person came again about the same matter"),
    "channel": _("It came through these channels"),
    "tier": _("The tier in force"),
    "unheard": _("High risk of which no other rule speaks"),
    "measure": _("A figure of the complaint"),
}
# kind and parameter → label, and the unit or what the number means
LABELS: Mapping[tuple[str, str], tuple[Words, Words]] = {
    ("surge", "growth"): (_("Growth over the day before"), _("times; 2 is +200 %")),
    ("surge", "sigmas"): (_("Above the usual of this weekday"), _("standard deviations")),
    ("surge", "tail"): (_("Probability of mere chance below"), _("share, from 0 to 1")),
    ("surge", "at_least"): (_("From how many on"), _("complaints in 24 hours")),
    ("new_cluster", "at_least"): (_("From how many on"), _("complaints in 24 hours")),
    ("combo", "codes"): (_("Only these combinations"), _("none chosen: any")),
    ("combo", "but"): (_("But not these"), _("they have rules of their own")),
    ("credible", "flags"): (_("Flags"), _("any of these")),
    ("repeat", "in_7_days"): (_("Within 7 days"), _("contacts")),
    ("repeat", "in_30_days"): (_("Within 30 days"), _("contacts")),
    ("channel", "group"): (_("Group of channels"), ""),
    ("channel", "at_least"): (_("From how many on"), _("contacts of this complaint")),
    ("channel", "department_high_from"): (
        _("High risk from"),
        _("complaints of the department in 7 days; empty: never"),
    ),
    ("tier", "at_least"): (_("At least"), ""),
    ("unheard", "at_least"): (_("At least"), ""),
    ("measure", "name"): (_("Figure"), ""),
    ("measure", "at_least"): (_("From how much on"), _("in the unit of the figure")),
    ("measure", "high_from"): (_("High risk from"), _("in the unit of the figure; empty: never")),
}
MEASURES: Mapping[str, Words] = {
    "people": _("people concerned"),
    "amount": _("amount in yuan"),
    "intensity": _("intensity of emotion, 1 to 5"),
    "trend": _("rise of intensity over earlier contacts"),
    "wait_seconds": _("longest wait in seconds"),
    "transfers": _("transfers in one call"),
    "broken_here": _("promises broken in this matter"),
    "broken_promises": _("promises broken to this person"),
    "repeats_7d": _("contacts within 7 days"),
    "repeats_30d": _("contacts within 30 days"),
    "platforms": _("public platforms"),
    "category_points": _("points of the category"),
}
CHOICES: Mapping[tuple[str, str], Mapping[str, Words]] = {
    ("combo", "codes"): COMBOS,
    ("combo", "but"): COMBOS,
    ("credible", "flags"): FLAGS,
    ("channel", "group"): GROUPS,
    ("measure", "name"): MEASURES,
}
BEGIN: Mapping[str, Mapping[str, Any]] = {  # what a condition that is added starts with
    "surge": {"growth": 2.0, "sigmas": 3, "tail": 0.001, "at_least": 5},
    "new_cluster": {"at_least": 5},
    "combo": {},
    "credible": {"flags": ["SELF_HARM"]},
    "repeat": {"in_7_days": 2, "in_30_days": 3},
    "channel": {"group": "REGULATOR"},
    "tier": {"at_least": "HIGH"},
    "unheard": {"at_least": "HIGH"},
    "measure": {"name": "people", "at_least": 5},
}
ROLES: Mapping[str, Words] = {
    "supervisor": _("supervisor, one level up at each further step"),
    "officer": _("complaint officer"),
    "administrator": _("administrator"),
}
TIER_CHOICES = (
    ("NORMAL", TIERS[0][1]),
    ("SENSITIVE", TIERS[1][1]),
    ("HIGH", TIERS[2][1]),
    ("CRISIS", TIERS[3][1]),
)
PROBLEMS = {  # what the domain says of a rule as a whole
    "The conditions of one rule must all ask about the same thing.": _(
        "The conditions of one rule must all ask about the same thing."
    ),
    "A ladder needs at least one step.": _("A ladder needs at least one step."),
    "The first step is at 0 minutes, every further one later.": _(
        "The first step is at 0 minutes, every further one later."
    ),
}


def problem(error: ValueError) -> str:
    """A refusal of the domain in the reader's language."""
    return str(PROBLEMS.get(str(error), error))


def choices(kind: str, name: str, chosen: Any) -> list[tuple[str, Words]]:
    """What can be chosen; what is stored stays choosable even where its name is not known."""
    known = CHOICES[kind, name]
    stored = [chosen] if isinstance(chosen, str) else list(chosen or ())
    rows = [(code, _named(kind, code, word)) for code, word in known.items()]
    return rows + [(code, code) for code in stored if code not in known]


def _named(kind: str, code: str, word: Words) -> Words:
    return f"{code} {word}" if kind == "combo" else word

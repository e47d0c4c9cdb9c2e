"""The lexicon in force: the newest version, and the seeds it began with."""

from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Max

from sentiment.domain.lexicon import Row, limited
from sentiment.domain.lexicon import lexicon_of as domain_lexicon_of
from sentiment.engine.lexicon import Combo, Lexicon
from sentiment.models import LexCombo, LexTerm, LexVersion

type_of_keys = frozenset[tuple[str, str]]
NONE: type_of_keys = frozenset()


def lexicon_in_force() -> int:
    """The number of the newest lexicon; 0 while none is loaded."""
    return LexVersion.objects.aggregate(newest=Max("number"))["newest"] or 0


def lexicon_of(number: int, without: type_of_keys = NONE) -> Lexicon:
    """The words of one version as the engine takes them, but for those left out."""
    if not number:  # nothing loaded yet: the seeds that come with the engine
        return Lexicon.default()
    return domain_lexicon_of(content_of(number), f"lex-{number}", without)


def content_of(number: int) -> dict[str, Any]:
    """The rows of one version. Raises LexVersion.DoesNotExist when its content was not kept."""
    return LexVersion.objects.exclude(content=None).get(number=number).content or {}


@lru_cache(maxsize=4)
def limited_terms(number: int) -> tuple[Row, ...]:
    """The terms of one version that hold only in places or for a time; versions never change."""
    return tuple(limited(content_of(number))) if number else ()


def content_in_force() -> dict[str, Any]:
    """The rows that texts are read with; none while no version is loaded."""
    number = lexicon_in_force()
    return content_of(number) if number else {"terms": [], "combos": []}


def draft_content() -> dict[str, list[dict[str, Any]]]:
    """What the next version would hold: the active rows."""
    terms = LexTerm.objects.filter(active=True).order_by("group", "-weight", "term")
    combos = LexCombo.objects.filter(active=True).order_by("code")
    return {
        "terms": [term.as_row() for term in terms],
        "combos": [combo.as_row() for combo in combos],
    }


@transaction.atomic
def load_lexicon() -> int:
    """Fill the lexicon from the engine's seeds on first use; returns how many terms it has."""
    if not LexVersion.objects.exists():
        seeds = Lexicon.default()
        terms = [
            LexTerm(group=t.group, term=t.term, weight=t.weight, kind=t.kind) for t in seeds.terms
        ]
        LexTerm.objects.bulk_create(terms, ignore_conflicts=True)
        LexCombo.objects.bulk_create([_combo_row(c) for c in seeds.combos], ignore_conflicts=True)
        LexVersion.objects.create(number=1, note=f"seeds {seeds.version}", content=draft_content())
    return LexTerm.objects.count()


def _combo_row(combo: Combo) -> LexCombo:
    rule = {
        "expression": combo.expression,
        "window": combo.window,
        "floor": combo.floor,
        "flags": list(combo.flags),
        "points": combo.points,
        "reason": combo.reason,
    }
    return LexCombo(code=combo.code, name=combo.reason[:80], rule=rule)

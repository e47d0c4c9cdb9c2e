"""The lexicon in force, and the engine that reads with it."""

from functools import lru_cache

from django.db import transaction
from django.db.models import Max

from sentiment import engine  # its Engine is loaded when first used: see the package
from sentiment.engine.lexicon import Combo, Lexicon
from sentiment.models import LexCombo, LexTerm, LexVersion


def current_engine() -> "engine.Engine":
    """The engine with the newest lexicon; built once per version and process."""
    return _engine(LexVersion.objects.aggregate(newest=Max("number"))["newest"] or 0)


@lru_cache(maxsize=2)
def _engine(number: int) -> "engine.Engine":
    if not number:  # nothing loaded yet: the seeds that come with the engine
        return engine.Engine(Lexicon.default())
    terms = [term.as_term() for term in LexTerm.objects.filter(active=True)]
    combos = [combo.as_combo() for combo in LexCombo.objects.filter(active=True)]
    return engine.Engine(Lexicon(f"lex-{number}", terms, combos))


@transaction.atomic
def next_version(note: str = "") -> LexVersion:
    """Any edit makes the next version of the whole lexicon: every reading names its words."""
    newest = LexVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
    return LexVersion.objects.create(number=newest + 1, note=note)


@transaction.atomic
def load_lexicon() -> int:
    """Fill the lexicon from the engine's seeds on first use; returns how many terms it has."""
    if not LexVersion.objects.exists():
        seeds = Lexicon.default()
        LexTerm.objects.bulk_create(
            [
                LexTerm(group=t.group, term=t.term, weight=t.weight, kind=t.kind)
                for t in seeds.terms
            ],
            ignore_conflicts=True,
        )
        LexCombo.objects.bulk_create([_combo_row(c) for c in seeds.combos], ignore_conflicts=True)
        next_version(f"seeds {seeds.version}")
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

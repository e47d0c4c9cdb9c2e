"""The lexicon in force."""

from django.db import transaction
from django.db.models import Max

from sentiment.engine.lexicon import Combo, Lexicon
from sentiment.models import LexCombo, LexTerm, LexVersion


def lexicon_in_force() -> int:
    """The number of the newest lexicon; 0 while none is loaded."""
    return LexVersion.objects.aggregate(newest=Max("number"))["newest"] or 0


def lexicon_of(number: int) -> Lexicon:
    """The words of one version, as the engine takes them."""
    if not number:  # nothing loaded yet: the seeds that come with the engine
        return Lexicon.default()
    terms = [term.as_term() for term in LexTerm.objects.filter(active=True)]
    combos = [combo.as_combo() for combo in LexCombo.objects.filter(active=True)]
    return Lexicon(f"lex-{number}", terms, combos)


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

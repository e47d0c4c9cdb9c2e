"""What a draft adds to contacts, and what of it is the cause."""

import pytest

from sentiment.domain.effect import Agreement, Cause, Effect, effect_from, effect_of, pattern_of
from sentiment.domain.lexicon import Change
from sentiment.engine import Engine
from sentiment.engine.lexicon import Combo, Lexicon, Term

TEXTS = ["客户要求退费", "客户说要曝光", "没有别的"]


def row(term, group="MEDIA", kind="word"):
    return {"group": group, "term": term, "weight": 3, "kind": kind}


def engine(*terms, combos=()):
    return Engine(Lexicon("test", [Term(**each) for each in terms], combos))


def effect(before, after, changes):
    return effect_of(TEXTS, before.read(TEXTS), after.read(TEXTS), changes)


def test_a_term_is_the_cause_in_the_contacts_it_raises():
    change = Change("terms", None, row("客户"))

    found = effect(engine(row("曝光")), engine(row("曝光"), row("客户")), [change])

    assert found == Effect(3, 2, 0, (Cause("terms", "MEDIA", "客户", 2),))


def test_a_term_that_goes_lowers_and_causes_nothing():
    found = effect(engine(row("曝光")), engine(), [Change("terms", row("曝光"), None)])

    assert found == Effect(3, 0, 1, ())


def test_a_combination_is_a_cause_too():
    combo = Combo("C90", "MEDIA", flags=("MEDIA",))
    change = Change("combos", None, {"code": "C90"})

    found = effect(engine(row("曝光")), engine(row("曝光"), combos=[combo]), [change])

    assert found == Effect(3, 1, 0, (Cause("combos", "", "C90", 1),))


@pytest.mark.parametrize(
    ("raised", "texts", "wide"),
    [(26, 500, True), (25, 500, False), (4, 5, False), (5, 5, True), (0, 0, False)],
)
def test_wide_is_more_than_the_share_and_never_a_handful(raised, texts, wide):
    assert Effect(texts, raised, 0, ()).wide(0.05) is wide


@pytest.mark.parametrize(
    ("term", "kind", "text", "found"),
    [
        ("打断…手", "word", "打断他的手", True),
        ("打断…手", "word", "打断他说话，后来大家都很不高兴，手", False),
        ("a.c", "word", "abc", False),
        ("蓝鲸[0-9]+号", "regex", "蓝鲸12号", True),
    ],
)
def test_a_term_is_found_as_the_engine_finds_it(term, kind, text, found):
    assert bool(pattern_of(row(term, kind=kind)).search(text)) is found


def test_an_agreement_needs_a_reason_and_covers_only_what_was_shown():
    one, two = Cause("terms", "MEDIA", "客户", 9), Cause("terms", "MEDIA", "银行", 8)
    shown = frozenset({one.key})

    assert Agreement("试点", shown).covers(Effect(9, 9, 0, (one,)))
    assert not Agreement("", shown).covers(Effect(9, 9, 0, (one,)))
    assert not Agreement("试点", shown).covers(Effect(9, 9, 0, (one, two)))


def test_an_effect_is_kept_as_plain_data():
    one = Effect(9, 3, 1, (Cause("terms", "MEDIA", "客户", 3),))

    assert effect_from(one.as_dict()) == one

"""The gate before a lexicon: sentences shared by the product and these tests."""

import pytest

from sentiment.domain.gate import LEAST, Gate, judge, sentences
from sentiment.engine import Combo, Engine, Lexicon, Term, default_engine

FALSE_KINDS = {"homonym", "negated", "past", "told", "question", "quoted", "name"}


@pytest.fixture(scope="module")
def seeds():
    engine = default_engine()
    return judge(engine.read, frozenset(combo.code for combo in engine.lexicon.combos))


def judged(terms, combos=()):
    engine = Engine(Lexicon("test", terms, combos), default_engine().model)
    return judge(engine.read, frozenset(combo.code for combo in combos))


def test_there_are_a_hundred_sentences_that_raise_and_a_hundred_that_may_not():
    rows, cases = sentences()

    raising = [row for row in rows if row.groups]
    assert len(raising) >= 100
    assert len(rows) - len(raising) >= 100
    assert len({row.text for row in rows}) == len(rows)
    assert {case.code for case in cases} == {f"C{n:02}" for n in range(1, 21)}


def test_every_kind_of_false_alarm_is_among_them():
    kinds = {row.why for row in sentences()[0] if not row.groups}

    assert kinds == FALSE_KINDS


def test_every_group_of_the_seeds_is_asked_for():
    asked = {group for row in sentences()[0] for group in row.groups}

    assert asked == Lexicon.default().groups


def test_the_seeds_pass(seeds):
    assert seeds.passed
    assert min(seeds.precision, seeds.recall, seeds.combos) >= LEAST
    assert seeds.silent == []


def test_what_fails_is_told_with_what_was_wrong(seeds):
    wrong = sum(len(each.extra) for each in seeds.failures)
    missing = sum(len(each.missing) for each in seeds.failures)

    assert (seeds.told - seeds.right, seeds.expected - seeds.right) == (wrong, missing)


def test_a_lexicon_that_cries_at_everything_does_not_pass():
    noisy = [*Lexicon.default().terms, Term("MEDIA", "的", 5), Term("LEGAL", "我", 5)]

    gate = judged(noisy)

    assert not gate.passed
    assert gate.precision < LEAST <= gate.recall


def test_a_word_that_spoils_one_group_fails_the_gate_though_all_groups_together_pass():
    gate = judged(
        [*Lexicon.default().terms, Term("EXTREME_SELF", "请", 3)], Lexicon.default().combos
    )

    assert gate.precision >= LEAST
    assert gate.noisy == ["EXTREME_SELF"]
    assert not gate.passed


def test_a_lexicon_without_a_group_does_not_find_it():
    terms = [t for t in Lexicon.default().terms if t.group not in ("SAFETY", "MEDIA")]

    gate = judged(terms)

    assert gate.recall < LEAST <= gate.precision
    assert any("SAFETY" in each.missing for each in gate.failures)


def test_an_empty_lexicon_tells_nothing_and_does_not_pass():
    gate = judged([])

    assert (gate.told, gate.precision, gate.recall, gate.passed) == (0, 0.0, 0.0, False)


def test_a_combination_that_does_not_fire_is_named_and_a_retired_one_is_not_asked_for():
    gate = judged(Lexicon.default().terms, [Combo("C01", "MEDIA>=5 & LEGAL>=5", window=1)])

    assert (gate.cases, gate.fired, gate.combos, gate.passed) == (1, 0, 0.0, False)
    assert [each.split()[0] for each in gate.silent] == ["C01"]


def test_the_result_can_be_stored(seeds):
    stored = seeds.as_dict()

    assert stored["precision"] == round(seeds.precision, 4)
    assert set(Gate.__slots__) <= set(stored)

"""How the second stage is learnt: n-grams and other inputs together, then through few columns."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from sentiment.training.folding import narrowed
from sentiment.training.labelled import written
from sentiment.training.lessons import of_label, outputs, unmarked, written_lessons
from sentiment.training.marks import levels
from sentiment.training.penalised import Told, fit_classes, fit_marks, fit_number

TEXTS = 60


@pytest.fixture
def told():
    """Of every text one n-gram says the side, and one other input its weight."""
    chance = np.random.default_rng(4)
    side = np.arange(TEXTS) % 2
    grams = np.zeros((TEXTS, 50))
    grams[np.arange(TEXTS), 10 + side] = 1.0
    grams[np.arange(TEXTS), chance.integers(20, 50, TEXTS)] = 0.3
    return Told(csr_matrix(grams), chance.normal(size=(TEXTS, 2))), side


def scores(told, fitted):
    return told.grams @ fitted.on_grams + told.others @ fitted.on_others + fitted.bias


def test_classes_are_learnt_from_ngrams(told):
    told, side = told

    fitted = fit_classes(told, np.eye(2)[side], np.ones(TEXTS), 0.1)

    assert (scores(told, fitted).argmax(axis=1) == side).all()
    assert not fitted.on_grams[:10].any(), "what no text has keeps no weight"


def test_what_is_given_need_not_be_learnt(told):
    told, side = told
    given = 50.0 * np.eye(2)[side]

    fitted = fit_classes(told, np.eye(2)[side], np.ones(TEXTS), 0.1, given)

    assert np.abs(fitted.on_grams).max() < 1e-3


def test_marks_are_learnt_each_apart(told):
    told, side = told
    truth = np.stack([side, told.others[:, 0] > 0], axis=1).astype(float)

    fitted = fit_marks(told, truth, np.ones_like(truth), 0.05)

    assert ((scores(told, fitted) > 0) == truth).mean() > 0.95


def test_a_number_is_learnt_from_both_kinds_of_inputs(told):
    told, side = told
    truth = (0.3 * side + 0.1 * told.others[:, 1])[:, None]

    fitted = fit_number(told, truth, np.ones_like(truth), 1e-4)

    np.testing.assert_allclose(scores(told, fitted), truth, atol=0.02)


def test_a_row_without_weight_teaches_nothing(told):
    told, side = told
    weights = np.ones(TEXTS)
    wrong = np.eye(2)[side]
    wrong[:10] = wrong[:10, ::-1]
    weights[:10] = 0.0

    fitted = fit_classes(told, wrong, weights, 0.1)

    assert (scores(told, fitted).argmax(axis=1) == side).all()


def test_as_many_columns_as_outputs_lose_nothing():
    chance = np.random.default_rng(5)
    weights, rows = chance.normal(size=(30, 6)), csr_matrix(chance.random((200, 30)))

    into, out = narrowed(weights, rows, 6, (2, 4), (1.0, 2.0))

    np.testing.assert_allclose(rows @ into @ out, rows @ weights)


def test_few_columns_keep_what_differs_most():
    chance = np.random.default_rng(6)
    common = chance.normal(size=(30, 1))
    weights = common @ np.array([[3.0, -2.0, 1.0]]) + 0.01 * chance.normal(size=(30, 3))
    rows = csr_matrix(chance.random((200, 30)))

    into, out = narrowed(weights, rows, 1, (3,), (1.0,))

    whole, near = rows @ weights, (rows @ into) @ out
    assert np.corrcoef(whole[:, 0], near[:, 0])[0, 1] > 0.99


@pytest.fixture
def marked():
    """Two codes in 400 texts and one in three: scores tell the first, words the second."""
    chance = np.random.default_rng(7)
    truth = chance.random((400, 3)) < [0.4, 0.3, 0.01]
    scores = 6.0 * truth - 3.0 + chance.normal(size=truth.shape)
    scores[:, 1] = chance.normal(size=400)
    said = truth & [False, True, True]
    return ("LEARNT", "WORDS", "RARE"), scores, truth.astype(float), said


def test_what_scores_tell_gets_a_level_of_its_own(marked):
    alone, _ = levels(*marked, beta=1.0)

    assert 0.2 < alone["LEARNT"] < 0.8


def test_what_words_tell_better_is_left_to_words(marked):
    alone, backed = levels(*marked, beta=1.0)

    assert "WORDS" not in alone
    assert backed["WORDS"] == 0.0


def test_words_of_harm_are_always_believed(marked):
    _, scores, truth, said = marked
    said[:, 0] = np.arange(400) % 2  # words that often say so wrongly

    alone, backed = levels(("SELF_HARM", "WORDS", "RARE"), scores, truth, said, beta=1.0)

    assert backed["SELF_HARM"] == 0.0
    assert alone["SELF_HARM"] < 1


def test_words_of_a_threat_are_doubted_where_weights_know_better(marked):
    _, scores, truth, said = marked
    said[:, 0] = np.arange(400) % 2

    _, backed = levels(("LEGAL_THREAT", "WORDS", "RARE"), scores, truth, said, beta=1.0)

    assert backed["LEGAL_THREAT"] > 0.0


def test_harm_and_threats_are_told_earlier_than_other_matters(marked):
    codes, scores, truth, said = marked
    scores[:, 0] += np.random.default_rng(8).normal(scale=4.0, size=400)  # hard to tell

    harm, _ = levels(("VIOLENCE", *codes[1:]), scores, truth, said, beta=0.5)
    other, _ = levels(("FRAUD", *codes[1:]), scores, truth, said, beta=0.5)

    assert harm["VIOLENCE"] < other["FRAUD"]


def test_what_has_few_rows_stands_in_neither(marked):
    alone, backed = levels(*marked, beta=1.0)

    assert "RARE" not in {*alone, *backed}


def test_a_copy_without_marks_says_the_same_with_less_weight():
    texts, told = written()
    lesson = of_label(texts[0] + "，真的！", told[0])

    copy = unmarked(lesson)

    assert not set("，！") & set(copy.text)
    assert not copy.gold
    assert (copy.targets["kind"][0] == lesson.targets["kind"][0]).all()
    assert (copy.targets["kind"][1] < lesson.targets["kind"][1]).all()


def test_texts_of_our_own_teach_every_head_and_test_none():
    lessons = written_lessons()

    assert not any(lesson.gold for lesson in lessons)
    for lesson, label in zip(lessons, written()[1], strict=True):
        untold = {"category"} if label.l2[0] == "OTH99" else set()
        assert set(lesson.targets) == set(outputs()) - untold

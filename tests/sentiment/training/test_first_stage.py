"""The training of raw heads, on a handful of rows."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from sentiment.engine.artefact import load_arrays, save_arrays
from sentiment.engine.batch import fold_batch
from sentiment.engine.judge import straightened
from sentiment.engine.model import Model, softmax
from sentiment.training.calibrate import (
    calibration_error,
    curve,
    figures,
    reliability,
    temperature,
)
from sentiment.training.linear import Head, Recipe, Space, fit_members
from sentiment.training.pack import head_settings, pack, with_settings
from sentiment.training.reference import slots_of
from sentiment.training.squeeze import squeeze
from sentiment.training.tasks import Task, kept_back, shortened

GOOD = [
    "很好吃",
    "服务很好",
    "非常满意",
    "房间干净",
    "送得很快",
    "味道不错",
    "物美价廉",
    "下次再来",
]
BAD = [
    "太难吃了",
    "态度恶劣",
    "非常失望",
    "房间很脏",
    "送得太慢",
    "味道很差",
    "质量太差",
    "再也不来",
]
TEXTS = GOOD + BAD
LABELS = np.array([1] * len(GOOD) + [0] * len(BAD))


@pytest.fixture(scope="module")
def space():
    return Space.fit(TEXTS, bits=12, most=200)


def test_features_are_those_of_the_plain_way(space):
    [row] = space.rows(["很好吃很好"]).toarray()

    kept = space.kept.tolist()
    counts = np.bincount([kept.index(s) for s in slots_of("很好吃很好", 12) if s in kept],
                         minlength=len(kept))  # fmt: skip
    energy = space.energy / 32
    expected = counts * np.sqrt(energy) / np.sqrt(counts @ energy)
    np.testing.assert_allclose(row, expected)


def test_members_are_averaged_to_one_linear_map(space):
    members = (Recipe(4.0), Recipe(8.0, bayes=False))

    head = fit_members(space.rows(TEXTS), LABELS, ("bad", "good"), members)

    assert head.weights.shape == (len(space.kept), 2)
    assert (head.scores(space.rows(TEXTS)).argmax(axis=1) == LABELS).all()


def test_training_twice_gives_the_same_weights(space):
    one, two = (fit_members(space.rows(TEXTS), LABELS, ("b", "g"), (Recipe(),)) for _ in "12")

    assert np.array_equal(one.weights, two.weights)


def test_a_class_without_rows_is_never_told(space):
    head = fit_members(space.rows(TEXTS), LABELS, ("bad", "good", "other"), (Recipe(),))

    assert (head.scores(space.rows(TEXTS)).argmax(axis=1) < 2).all()


def test_as_many_columns_as_the_heads_need_lose_nothing():
    chance = np.random.default_rng(1)
    rows = csr_matrix(chance.random((80, 30)))
    heads = {name: Head(chance.normal(size=(30, 3)), chance.normal(size=3), ("a", "b", "c"))
             for name in ("one", "two")}  # fmt: skip

    told = squeeze(heads, dict.fromkeys(heads, rows), {}, rank=4)

    for name, head in heads.items():
        near = rows @ told.table @ told.spread[name] + told.bias[name]
        np.testing.assert_allclose(softmax(near), softmax(head.scores(rows)), atol=1e-3)


def test_a_packed_head_tells_what_the_head_told_after_a_round_by_the_disk(space, tmp_path):
    rows = space.rows(TEXTS)
    head = fit_members(rows, LABELS, ("bad", "neutral", "good"), (Recipe(),))
    source = Head(np.zeros((len(space.kept), 1)), np.zeros(1), ("all",))
    moves = Head(np.zeros((len(space.kept), 1)), np.zeros(1), ())
    heads = {"polarity3": head, "source": source, "moves": moves}
    arrays = pack(space, heads, squeeze(heads, dict.fromkeys(heads, rows), {}, 3), {})
    arrays["moves"] = np.zeros((1, 3))
    settings = {"bits": space.bits, "orders": 2, "heads": head_settings(heads)}

    save_arrays(with_settings(arrays, settings), {"file": "x.npz"}, tmp_path)
    scores = Model(load_arrays(tmp_path)[0], "x").score(fold_batch(TEXTS))["polarity3"]

    np.testing.assert_allclose(softmax(scores), softmax(head.scores(rows)), atol=0.02)


def test_the_temperature_makes_odds_as_sure_as_they_are_right():
    chance = np.random.default_rng(2)
    scores = chance.normal(size=(4000, 3)) * 2
    truth = np.array([chance.choice(3, p=row) for row in softmax(scores)])

    heat = temperature(scores * 3, truth)

    assert heat == pytest.approx(3, rel=0.1)
    assert calibration_error(reliability(softmax(scores), truth)) < 0.03


def test_figures_hold_what_the_card_promises():
    told = figures(np.eye(3)[[0, 1, 2, 2]] * 4, np.array([0, 1, 2, 0]), ("a", "b", "c"))

    assert told["figures"]["accuracy"] == 0.75
    assert told["confusion"] == [[1, 0, 1], [0, 1, 0], [0, 0, 1]]
    assert told["per_class"]["a"] == {"rows": 2, "precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert len(told["reliability"]) == 10
    assert sum(line[2] for line in told["reliability"]) == 4


def test_a_text_stays_on_its_side_however_it_is_written():
    sides = {kept_back(text) for text in ("房间很脏！", "房间很脏", "房间 很脏。")}

    assert len(sides) == 1


def test_shortened_doubles_of_messages_for_figures_are_known(space):
    rows = [
        ("房间很脏 味道很差", "a", "raw"),
        ("房间很脏味道很差", "a", "seg"),
        ("送得很快", "a", "seg"),
    ]
    task = Task(("a",), rows, (), (), "", "")

    found = shortened(task, space, ["房间很脏，味道很差。"])

    assert found.tolist() == [False, True, False]
    assert not shortened(task, space, []).any()


def test_a_curve_makes_the_likeliest_as_likely_as_it_is_right():
    """Sure of one class, though only three in four are right: two matters share the text."""
    chance = np.random.default_rng(3)
    sure = chance.uniform(0.45, 0.99, 6000)
    p = np.stack([sure, (1 - sure) * 0.7, (1 - sure) * 0.3], axis=1)
    truth = np.where(chance.random(6000) < 0.75 * sure, 0, 1)

    told = straightened(p, curve(p, truth))

    off, on = (calibration_error(reliability(each, truth)) for each in (p, told))
    assert (off > 0.1, on < 0.05) == (True, True)
    np.testing.assert_allclose(told.sum(axis=1), 1)
    np.testing.assert_allclose(told[:, 1] / told[:, 2], 0.7 / 0.3)
    assert (told.argmax(axis=1) == p.argmax(axis=1)).all()

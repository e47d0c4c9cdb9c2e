"""The fast path to the scores beside the slow one, and one text beside many."""

import json

import numpy as np
import pytest

from sentiment.engine.artefact import DIRECTORY, read_card
from sentiment.engine.batch import fold_batch
from sentiment.engine.model import Model
from sentiment.engine.sums import MOST, RUN, sum_rows
from sentiment.training.gold import seeds
from sentiment.training.reference import GOLDEN, Reference

ODD = [
    "",
    "啊",
    "!" * 9,
    "退款" * 4000,
    "１２３４５ＡＢＣ",
    "\x00\x07坏",
    "\ud800客服",
    "退" * 70_000,
    "😡😡😡",
]
HEADS = {
    "polarity3": 3, "smp6": 6, "virus6": 6, "nlpcc8": 8, "moods5": 5, "osm4": 4,
    "gov7": 7, "shop10": 10, "car10": 10, "bank3": 3,
}  # fmt: skip

SHOWN = ("polarity3", "smp6", "gov7", "shop10")


@pytest.fixture(scope="module")
def model():
    return Model.load()


@pytest.fixture(scope="module")
def own():
    return [text for text, _ in seeds("category_seeds")]


def test_every_raw_head_tells_the_collections_own_labels(model):
    scores = model.score(fold_batch(["客服态度恶劣，三天不退款"]))

    assert {name: scores[name].shape[1] for name in HEADS} == HEADS
    assert {name: len(model.labels[name]) for name in HEADS} == HEADS
    assert model.labels["polarity3"] == ("negative", "neutral", "positive")
    assert "酒店" in model.labels["shop10"]


def test_the_fast_path_gives_the_scores_of_the_slow_one(model, own):
    texts = [*own[::40], *ODD]

    fast, slow = model.score(fold_batch(texts)), Reference().scores(texts)

    for name, told in slow.items():
        np.testing.assert_allclose(fast[name], told, atol=1e-9, err_msg=name)


def test_the_scores_are_those_kept_with_the_artefact(model):
    kept = json.loads((DIRECTORY / GOLDEN).read_text(encoding="utf-8"))

    scores = model.score(fold_batch(kept["texts"]))

    assert kept["sha256"] == read_card()["sha256"]
    for name, told in kept["scores"].items():
        np.testing.assert_allclose(scores[name], told, atol=1e-3, err_msg=name)


def test_a_text_has_the_same_scores_alone_and_in_company(model, own):
    texts = [*own[:150], *ODD]

    together = model.score(fold_batch(texts))

    for index, text in enumerate(texts):
        alone = model.score(fold_batch([text]))
        assert all(np.array_equal(alone[name][0], together[name][index]) for name in together)


def test_bulk_and_exact_tell_the_same_labels(model, own):
    batch = fold_batch(own)

    bulk, exact = model.score(batch, "bulk"), model.score(batch, "exact")

    for name in bulk:
        same = bulk[name].argmax(axis=1) == exact[name].argmax(axis=1)
        assert same.mean() >= 0.97, name


def test_no_text_is_long_enough_to_overflow():
    table = np.full((2, 3), MOST, dtype=np.int16)
    rows = np.ones(5 * RUN + 7, dtype=np.int32)

    sums = sum_rows(np.array([0, 0, 3, len(rows)]), rows, table)

    assert sums[:, 0].tolist() == [0, 3 * MOST, (len(rows) - 3) * MOST]


def test_a_scipy_without_its_kernel_adds_up_to_the_same(monkeypatch):
    table = np.arange(12, dtype=np.int16).reshape(4, 3)
    parts = np.array([0, 2, 2, 5]), np.array([1, 3, 0, 2, 2], dtype=np.int32), table
    sums = sum_rows(*parts)

    monkeypatch.setattr("sentiment.engine.sums.csr_matvecs", None)

    assert np.array_equal(sum_rows(*parts), sums)


def test_raw_heads_alone_tell_the_same_scores(model, own):
    batch = fold_batch(own)

    whole, raw = model.score(batch), model.raw.score(batch)

    assert "gov7" in raw and "kind" not in raw
    assert all(np.array_equal(raw[name], whole[name]) for name in raw)


def test_no_text_gives_no_row(model):
    assert model.score(fold_batch([]))["gov7"].shape == (0, 7)


def test_the_agreement_and_the_error_of_the_odds_are_on_the_card():
    card = read_card()

    assert card["agreement"]["polarity3"] >= 0.97
    assert all(card["heads"][name]["figures"]["ece"] <= 0.03 for name in SHOWN)

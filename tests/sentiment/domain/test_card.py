import pytest

from sentiment.domain.card import Bin, Card, ClassFigure, Head, Mistake, card_of

POLARITY = {
    "labels": ["negative", "neutral", "positive"],
    "data": ["hotel"],
    "licence": "none stated",
    "split": "one in ten",
    "rows": {"train": 900, "dev": 100},
    "figures": {"accuracy": 0.9, "ece": 0.02},
    "confusion": [[40, 5, 1], [2, 20, 2], [0, 0, 30]],
    "per_class": {"negative": {"rows": 46, "precision": 0.95, "recall": 0.87, "f1": 0.91}},
    "reliability": [[0.55, 0.5, 10], [0.95, 0.93, 90], [0.15, 0, 0]],
    "weak": "Few neutrals.",
}


def test_a_head_is_read_whole():
    head = card_of({"heads": {"polarity": POLARITY}}).head("polarity")

    assert head == Head(
        name="polarity",
        labels=("negative", "neutral", "positive"),
        data=("hotel",),
        licence="none stated",
        split="one in ten",
        train=900,
        dev=100,
        figures={"accuracy": 0.9, "ece": 0.02},
        confusion=((40, 5, 1), (2, 20, 2), (0, 0, 30)),
        classes=(ClassFigure("negative", 46, 0.95, 0.87, 0.91),),
        reliability=(Bin(0.55, 0.5, 10), Bin(0.95, 0.93, 90)),
        weak=("Few neutrals.",),
    )


def test_the_most_frequent_mistake_comes_first():
    head = card_of({"heads": {"polarity": POLARITY}}).head("polarity")

    assert head.mistakes[0] == Mistake("negative", "neutral", 5, 5 / 46)


def test_heads_of_the_reading_stand_before_raw_ones():
    card = card_of({"heads": {"smp6": {}, "emotion": {}, "polarity": {}, "gov7": {}}})

    assert [head.name for head in card.heads] == ["polarity", "emotion", "smp6", "gov7"]
    assert [head.of_reading for head in card.heads] == [True, True, False, False]


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"heads": None},
        {"heads": {"polarity": None}},
        {"heads": {"polarity": {"labels": 3, "rows": [], "confusion": "?", "per_class": []}}},
        {"heads": {"polarity": POLARITY | {"confusion": [[1, 2], [3, 4]]}}},
        {"heads": {"polarity": POLARITY | {"reliability": [[0.5], "x", None]}}},
        {"heads": {"polarity": {"figures": {"accuracy": None, "note": "text"}}}},
    ],
)
def test_missing_or_odd_parts_are_empty_and_never_an_error(data):
    card = card_of(data)

    assert all(head.mistakes == () for head in card.heads if not head.confusion)


def test_an_older_card_has_a_version_and_no_heads():
    card = card_of({"version": "2026.11.2", "date": "2026-11-22", "weak": ["a", "b"], "bytes": 7})

    assert card == Card("2026.11.2", "2026-11-22", "", 7, "", (), {}, ("a", "b"))

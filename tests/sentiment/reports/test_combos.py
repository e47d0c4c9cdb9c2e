"""Combinations in words."""

import pytest
from django.utils.translation import override

from sentiment.engine.vocabulary import vocabulary
from sentiment.names import CONTEXT
from sentiment.reports.combos import condition, effect


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("expression", "window", "said"),
    [
        ("STAFF & INSULT", 40,
         "“staff” together with “insult”, at most 40 characters apart"),
        ("MEDIA>=3:own & DEADLINE", None,
         "“media exposure” (weight 3 or more, said of oneself) together with “deadline”"),
        ("SAFETY>=4 & (CHILD_ELDER | INJURY)", None,
         "“safety” (weight 4 or more) together with (“minor or elderly” or “injury”)"),
        ("2 of (REGULATORY, MEDIA:own)", None,
         "at least 2 of: “regulator”、“media exposure” (said of oneself)"),
    ],
)  # fmt: skip
def test_a_combination_is_said_in_words(expression, window, said):
    assert condition({"expression": expression, "window": window}) == said


@pytest.mark.parametrize("rule", [{}, {"expression": ""}, {"expression": "A &"}])
def test_what_can_not_be_read_is_not_said(rule):
    assert condition(rule) == ""


def test_what_a_combination_adds_is_said_too():
    rule = {"points": 9, "floor": "HIGH", "flags": ["MEDIA", "ABNORMAL"]}

    said = effect(rule, {"HIGH": "high risk"})

    assert said == (
        "adds 9 points, tier at least high risk, "
        "marked as media exposure、demand far above the loss"
    )


def test_every_group_around_a_term_has_a_name():
    assert set(vocabulary().words) - set(CONTEXT) == set()

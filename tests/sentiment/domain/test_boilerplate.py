"""What belongs to the form of a note is told from what it is about."""

from itertools import cycle, islice

import pytest

from sentiment.domain.boilerplate import is_counted, is_template, look

MATTERS = {"FEE02": "多扣了年费", "SVC02": "热线没人接", "SYS01": "页面打不开", "COL01": "催收太多"}


def notes(form, number=240):
    """Notes of all matters in turn, each put into the form."""
    rows = islice(cycle(MATTERS.items()), number)
    return [(form.format(matter=matter), code) for code, matter in rows]


def template(word, rows, before=()):
    return is_template(word, look(rows, [word]), look(before, [word]))


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("来电客户称", "来电客户称，{matter}，很着急"),
        ("登记转办", "{matter}，很着急。已安抚，登记转办。"),
        ("投诉人反映", "转办件：投诉人反映，{matter}"),
        ("感觉没有人听", "昨天{matter}，感觉没有人听，很着急"),
    ],
)
def test_what_stands_in_notes_of_all_matters_is_a_template(word, form):
    assert template(word, notes(form))


def test_what_one_matter_brings_along_is_a_topic_wherever_it_stands():
    rows = notes("{matter}")

    assert not template("多扣了年费", rows)


def test_a_surge_is_news_and_not_a_habit():
    rows = notes("{matter}，#蓝鲸魔盒")

    assert template("蓝鲸魔盒", rows)
    assert not template("蓝鲸魔盒", rows, notes("{matter}"))
    assert template("蓝鲸魔盒", rows, rows)


def test_few_texts_and_rare_strings_tell_nothing():
    assert not template("来电客户称", notes("来电客户称，{matter}", 100))
    rows = [*notes("{matter}", 2000), *notes("来电客户称，{matter}", 8)]
    assert not template("来电客户称", rows)


@pytest.mark.parametrize(
    ("word", "text", "counted"),
    [
        ("次都被拒绝", "协商了三次都被拒绝", True),
        ("三次都被拒绝", "协商了三次都被拒绝", True),
        ("次卡", "买的次卡不能用", False),
        ("三方协议", "签了三方协议", False),
        ("没有说过", "别的话", False),
    ],
)
def test_the_loose_end_of_a_count_is_told(word, text, counted):
    assert is_counted(word, look([(text, "")], [word])) is counted


def test_nothing_at_all_is_looked_at_without_harm():
    assert look([], []).texts == 0
    assert not template("来电客户称", [("", ""), ("。。。", "")])

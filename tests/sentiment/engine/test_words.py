"""Words for people and for the index."""

import pytest

from sentiment.engine import keywords, query_tokens, search_tokens
from sentiment.engine.numerals import parse_number


def test_chinese_is_indexed_by_neighbouring_pairs_and_latin_by_words():
    assert search_tokens("信用卡 ＡＰＰ闪退2次") == {"信用", "用卡", "卡", "app", "闪退", "退", "2", "次"}


def test_traditional_and_full_width_queries_find_simplified_texts():
    assert query_tokens("臺灣銀行１２３") <= search_tokens("台湾银行123")


def test_every_part_of_a_text_is_found_by_its_tokens():
    text = "自动续费没有提醒"

    assert all(query_tokens(text[i : i + 2]) <= search_tokens(text) for i in range(len(text) - 1))


@pytest.mark.parametrize("text", ["", "\ud800", "\0", "😀"])
def test_odd_texts_have_no_tokens(text):
    assert search_tokens(text) == set()


def test_keywords_are_the_telling_words():
    words = keywords("信用卡被盗刷了，信用卡中心客服说信用卡不能退，我们很着急", k=3)

    assert words[0] == "信用卡"
    assert len(words) == 3


def test_keywords_leave_out_words_that_say_nothing():
    assert not set(keywords("我们你们可以因为所以但是宽带断网")) & {"我们", "因为", "可以"}


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1,200", "", 1200), ("3.5", "万", 35000), ("两千三", "", 2300), ("三万五", "", 35000),
        ("一百零五", "", 105), ("十二", "", 12), ("二十", "", 20), ("三千五百", "", 3500),
        ("一亿", "", 100_000_000),
        ("两万零三百", "", 20300), ("万", "", None), ("9" * 12, "亿", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, unit, value):
    assert parse_number(text, unit) == value

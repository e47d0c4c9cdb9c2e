"""Words for people and for the index."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment import engine
from sentiment.engine import keywords, query_tokens, search_tokens
from sentiment.engine.batch import fold_batch
from sentiment.engine.fold import fold
from sentiment.engine.numerals import parse_number


def test_chinese_is_indexed_by_neighbouring_pairs_and_latin_by_words():
    assert search_tokens("信用卡 ＡＰＰ闪退2次") == {
        "信用",
        "用卡",
        "卡",
        "app",
        "闪退",
        "退",
        "2",
        "次",
    }


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


@given(st.text(alphabet=st.characters()))
def test_one_text_folds_as_it_does_in_a_batch(text):
    assert fold_batch(["別的", text]).folded[1] == fold(text)


def test_models_and_fields_load_neither_arrays_nor_a_word_cutter():
    light = "import sentiment.engine.lexicon, sentiment.engine.words, sentiment.engine.reading"
    heavy = "print(sorted({'numpy', 'scipy', 'rjieba', 'jieba'} & set(sys.modules)))"

    told = subprocess.run(
        [sys.executable, "-c", f"import sys; {light}; {heavy}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert told.stdout == "[]\n"


def test_every_public_name_is_there():
    assert all(hasattr(engine, name) for name in engine.__all__)
    assert set(engine.__all__) <= set(dir(engine))


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'unknown'"):
        engine.unknown  # noqa: B018


def test_a_word_without_end_is_cut_alike_in_texts_and_queries():
    word = "1" * 15_000

    assert search_tokens(word) == query_tokens(word) == {"1" * 100}

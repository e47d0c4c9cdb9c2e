"""Guesses: by the name of a column, then by what its cells look like."""

import pytest

from complaints.domain.import_columns import guess_columns, looks_like_data, repeated, unclear
from complaints.imports.columns import columns_by_name
from complaints.imports.jobs import MappingError

LETTER = "我在贵行办理的信用卡被多扣了三百元年费，至今没有人处理"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["text", "title", "time", "likes"], {"text": 0, "title": 1, "received_at": 2}),
        (
            ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"],
            {"external_id": 0, "name": 1, "title": 2, "received_at": 3, "text": 4},
        ),
        (["投诉内容（必填）", " 手机号码 ", "涉及金额[元]"], {"text": 0, "phone": 1, "amount": 2}),
        (["内容", "内容", "时间"], {"received_at": 2}),
        (["内容", "内容（必填）"], {}),
        (["甲", "乙"], {}),
    ],
)
def test_columns_are_guessed_by_their_names(header, expected):
    assert guess_columns(header, []) == expected


def test_columns_without_telling_names_are_guessed_by_their_cells():
    rows = [["1", "2026/1/6", LETTER, "13812345678", "11010519491231002X"]] * 3

    assert guess_columns(["a", "b", "c", "d", "e"], rows) == {
        "received_at": 1,
        "phone": 3,
        "id_number": 4,
        "text": 2,
    }


def test_a_column_called_demand_that_tells_the_whole_story_is_the_text():
    assert guess_columns(["诉求"], [[LETTER]]) == {"text": 0}
    assert guess_columns(["诉求", "x"], [["退款", LETTER]]) == {"demands": 0, "text": 1}


@pytest.mark.parametrize(
    ("cells", "data"),
    [(["内容", "时间"], False), (["我要投诉", "2026/1/6"], True), (["x", "13812345678"], True)],
)
def test_a_first_row_that_holds_data_is_no_header(cells, data):
    assert looks_like_data(cells) is data


def test_names_that_stand_twice_are_named_with_their_places():
    assert repeated(["内容", "时间", "内容 ", "", ""]) == {"内容": [0, 2]}
    assert repeated(["内容（必填）", "Text", "内容"]) == {"内容（必填）": [0, 2]}


def test_columns_that_share_a_name_are_not_guessed_by_their_cells_either():
    assert guess_columns(["详情", "详情"], [[LETTER, "x"]] * 3) == {}


def test_only_names_that_one_would_guess_by_are_unclear():
    assert unclear(["内容", "备注", "内容", "备注"]) == {"内容": [0, 2]}


def test_a_column_is_named_by_its_name_or_number():
    assert columns_by_name(["text=b", "title=#1"], ["a", "b"]) == {"text": 1, "title": 0}


@pytest.mark.parametrize(
    ("pair", "code"), [("text=c", "no_such_column"), ("text=a", "ambiguous_column")]
)
def test_a_column_that_is_not_certain_is_refused(pair, code):
    with pytest.raises(MappingError) as refusal:
        columns_by_name([pair], ["a", "b", "a"])

    assert refusal.value.code == code


def test_a_refused_name_comes_with_the_places_where_it_stands():
    with pytest.raises(MappingError) as refusal:
        columns_by_name(["text=a"], ["a", "b", "a"])

    assert refusal.value.value == "a (#1, #3)"

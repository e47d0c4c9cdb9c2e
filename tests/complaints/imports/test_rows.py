"""One row becomes one contact, or all that is wrong with it."""

from datetime import datetime
from decimal import Decimal

import pytest

from complaints.domain.duration import CHINA
from complaints.domain.import_columns import FIELDS
from complaints.domain.import_rows import Recipe, Row, check_row
from complaints.domain.intake import Codes, Problem

NOW = datetime(2026, 11, 22, 9, tzinfo=CHINA)
CODES = Codes({"WEB", "GOV_12345"}, {"FEE02"}, {"CREDIT"}, {"FACT_REFUND", "EMO_APOLOGY"})
NAMES = {
    "channel": {"官网": "WEB", "web": "WEB"},
    "business_line": {"信用卡": "CREDIT"},
    "demands": {"退款退费": "FACT_REFUND", "道歉": "EMO_APOLOGY"},
}
WIDTH = len(FIELDS)


def checked(**cells: str):
    columns = {field: index for index, field in enumerate(FIELDS) if field in cells | {"text": ""}}
    recipe = Recipe(columns, WIDTH, NOW, channel="GOV_12345", names=NAMES)
    cells = {"text": "我要投诉"} | cells
    return check_row(Row(2, tuple(cells.get(field, "") for field in FIELDS)), recipe, CODES, NOW)


def test_every_column_finds_its_place():
    contact = checked(
        title="多扣\n年费",
        received_at="2026/1/6 8:00",
        channel="官网",
        business_line="信用卡",
        demands="退款退费；道歉",
        amount="￥1,234.50元",
        people="3.0",
        name="张三",
        phone="138 1234 5678",
        external_id="A-1",
    ).contact

    assert contact.title == "多扣 年费"
    assert contact.occurred_at == datetime(2026, 1, 6, 8, tzinfo=CHINA)
    assert (contact.channel, contact.business_line) == ("WEB", "CREDIT")
    assert contact.demands == ("FACT_REFUND", "EMO_APOLOGY")
    assert (contact.amount, contact.people) == (Decimal("1234.50"), 3)
    assert (contact.person.name, contact.external_id) == ("张三", "A-1")


def test_what_has_no_column_takes_what_holds_for_all():
    contact = checked().contact

    assert (contact.channel, contact.occurred_at) == ("GOV_12345", NOW)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"text": " \n"}, Problem("text", "empty")),
        ({"text": "\x00\x01"}, Problem("text", "empty")),
        ({"text": "怨" * 200_000}, Problem("text", "too_long", "200000")),
        ({"text": "#REF!"}, Problem("text", "spreadsheet_error", "#REF!")),
        ({"text": "#FORMULA?"}, Problem("text", "formula_without_value", "#FORMULA?")),
        ({"received_at": "昨天"}, Problem("occurred_at", "unreadable", "昨天")),
        ({"received_at": ""}, Problem("occurred_at", "empty")),
        (
            {"received_at": "1999-01-01"},
            Problem("occurred_at", "too_early", "1999-01-01T00:00:00+08:00"),
        ),
        (
            {"received_at": "2027-01-01"},
            Problem("occurred_at", "in_the_future", "2027-01-01T00:00:00+08:00"),
        ),
        ({"channel": "飞鸽"}, Problem("channel", "unknown", "飞鸽")),
        ({"demands": "退款退费、跳舞"}, Problem("demands", "unknown", "跳舞")),
        ({"amount": "很多"}, Problem("amount", "unreadable", "很多")),
        ({"amount": "-5"}, Problem("amount", "out_of_range", "-5")),
        ({"people": "两个"}, Problem("people", "unreadable", "两个")),
        (
            {"id_number": "110105194912310000"},
            Problem("id_number", "digits_lost", "110105194912310000"),
        ),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value.code,
)
def test_what_is_wrong_is_named(cells, problem):
    result = checked(**cells)

    assert (result.contact, result.problems) == (None, (problem,))


def test_all_that_is_wrong_is_named_at_once():
    result = checked(text="", received_at="昨天", amount="很多")

    assert [p.field for p in result.problems] == ["occurred_at", "amount", "text"]


def test_control_characters_are_replaced_and_the_words_kept():
    assert checked(text="退\x00款\x1b[2J").contact.text == "退\ufffd款\ufffd[2J"


def test_a_title_too_long_for_a_title_is_kept_in_the_text():
    contact = checked(title="长" * 100, text="正文").contact

    assert (len(contact.title), contact.text) == (80, "长" * 100 + "\n正文")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("a",), "too_few_cells"),
        (("a",) * (WIDTH + 1), "too_many_cells"),
        (("\udcff",) * WIDTH, "undecodable"),
    ],
)
def test_a_row_of_another_shape_is_refused_whole(cells, code):
    recipe = Recipe({"text": 0}, WIDTH, NOW, channel="WEB")

    assert [p.code for p in check_row(Row(2, cells), recipe, CODES, NOW).problems] == [code]

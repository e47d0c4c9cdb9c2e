"""Workbooks: what cells become, and what hostile ones can't do."""

import zipfile
from datetime import datetime

import pytest

from complaints.imports.errors import FileError
from complaints.imports.table import open_table
from tests.complaints.imports.kit import SHEET, raw_workbook, workbook

HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>内容</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>数</t></is></c></row>'
)


def cells(path) -> list[tuple[str, ...]]:
    return [row.cells for row in open_table(path).rows()]


def test_cells_become_text_as_a_reader_sees_them(tmp_path):
    when = datetime(2026, 1, 6, 12, 9, 38)  # noqa: DTZ001 - spreadsheets know no zone
    path = workbook(
        tmp_path, [["内容", "时间", "电话", "金额", "真"], ["多扣钱", when, 13812345678, 1.5, True]]
    )

    assert cells(path) == [("多扣钱", "2026-01-06 12:09:38", "13812345678", "1.5", "TRUE")]


def test_a_formula_brings_its_value_and_one_without_value_says_so(tmp_path):
    row = '<row r="2"><c r="A2" t="str"><f>A1</f><v>算出来的</v></c><c r="B2"><f>1/3</f></c></row>'

    assert cells(raw_workbook(tmp_path, HEADER + row)) == [("算出来的", "#FORMULA?")]


def test_a_text_that_begins_like_a_formula_stays_a_text(tmp_path):
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>=1+1 算错了</t></is></c></row>'

    assert cells(raw_workbook(tmp_path, HEADER + row)) == [("=1+1 算错了", "")]


def test_gaps_rich_text_phonetics_and_escapes_are_read(tmp_path):
    row = (
        '<row r="7"><c r="B7"><v>1E3</v></c></row><row r="8"><c r="A8" t="inlineStr"><is>'
        "<r><t>富</t></r><r><t>文本_x000A_二行</t></r></is></c></row>"
    )

    assert cells(raw_workbook(tmp_path, HEADER + row)) == [("", "1000"), ("富文本\n二行", "")]


def test_row_numbers_are_those_of_the_sheet(tmp_path):
    row = '<row r="9"><c r="A9"><v>5</v></c></row>'

    rows = list(open_table(raw_workbook(tmp_path, HEADER + row)).rows())

    assert [row.number for row in rows] == [9]


def test_one_cell_in_the_farthest_corner_costs_nothing(tmp_path):
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    with pytest.raises(FileError, match="too_many_columns"):
        open_table(raw_workbook(tmp_path, HEADER + row))


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path):
    path = raw_workbook(tmp_path, HEADER + " " * (40 * 2**20))

    with pytest.raises(FileError, match="too_large_unpacked"):
        open_table(path)


def test_a_zip_bomb_that_lies_about_its_size_is_stopped(tmp_path):
    path = raw_workbook(
        tmp_path, HEADER + '<row r="2"><c r="A2"><v>1</v></c></row>' + " " * (40 * 2**20)
    )
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size
    data = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(data)

    with pytest.raises(FileError, match=r"broken_workbook|too_large_unpacked"):
        list(open_table(path).rows())


def test_entities_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + SHEET

    with pytest.raises(FileError, match="broken_workbook"):
        open_table(
            raw_workbook(tmp_path, HEADER + '<row r="2"><c r="A2"><v>&b;</v></c></row>', sheet=bomb)
        )


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="x">',
        '<row r="2"><c r="A2" t="s"><v>7</v></c></row>',
        "<row>",
        '<row r="2"><c r="A2"><v>x</v></c></row>',
    ],
)
def test_damaged_xml_is_a_damaged_workbook(tmp_path, rows):
    with pytest.raises(FileError, match="broken_workbook"):
        open_table(raw_workbook(tmp_path, HEADER + rows))


def test_a_zip_that_is_no_workbook_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("hello.txt", "hello")

    with pytest.raises(FileError, match="broken_workbook"):
        open_table(path)

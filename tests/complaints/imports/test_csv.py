"""CSV as it comes: encodings, delimiters, gzip, quotes that are broken."""

import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.imports.csv_rows import read_csv
from complaints.imports.errors import FileError
from complaints.imports.table import open_table
from tests.complaints.imports.kit import GOOD, byte_file, text_file

CELL = st.text(st.characters(codec="utf-8"), max_size=30)
TABLES = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8)


def written(rows: list[list[str]], **options) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, **options).writerows(rows)
    return buffer.getvalue()


def physical(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


@given(TABLES)
def test_what_is_written_is_read_again(rows):
    text = written([["甲", "乙", "丙"], *rows], quoting=csv.QUOTE_ALL)

    read = [list(row.cells) for row in read_csv(physical(text), ",") if not row.broken]

    assert read[1:] == [row for row in rows if any(cell.strip() for cell in row)]


@given(st.text(alphabet='a,"\n;x中', max_size=60))
def test_no_text_breaks_the_reader_and_no_line_is_lost(text):
    rows = list(read_csv(physical("h1,h2\n" + text), ","))

    kept = "".join("".join(row.cells) for row in rows[1:])
    assert kept.count("中") == text.count("中")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_every_usual_encoding_is_found(tmp_path, encoding, name):
    table = open_table(text_file(tmp_path, encoding=encoding, name=name))

    assert table.names == ["内容", "时间", "电话"]
    assert [row.cells[0] for row in table.rows()] == ["服务态度太差我要投诉", "多扣了我三百块钱"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    rows = [["内容", "时间"], ["甲，乙; 丙,丁 我要投诉", "2026/1/6"]]

    table = open_table(text_file(tmp_path, written(rows, delimiter=delimiter)))

    assert [list(row.cells) for row in table.rows()] == rows[1:]


def test_a_byte_that_fits_no_encoding_is_named_with_its_line(tmp_path):
    data = GOOD.encode().replace("多扣".encode(), b"\xff" + "多扣".encode())

    with pytest.raises(FileError) as refusal:
        open_table(byte_file(tmp_path, data))

    assert refusal.value.code == "undecodable"
    assert refusal.value.values == {"line": 3, "byte": data.index(b"\xff") + 1, "encoding": "UTF-8"}


def test_with_a_given_encoding_only_the_row_is_spoilt(tmp_path):
    data = GOOD.encode().replace("多扣".encode(), b"\xff" + "多扣".encode())

    table = open_table(byte_file(tmp_path, data), encoding="utf-8")

    assert [row.cells[0][0] for row in table.rows()] == ["服", "\udcff"]


def test_a_letter_split_between_two_pieces_is_one_letter(tmp_path):
    text = "内容\n" + ("a" + "投诉" * 40_000) + "\n"

    table = open_table(text_file(tmp_path, text))

    assert [len(row.cells[0]) for row in table.rows()] == [80_001]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('1,"a"b\n2,ok\n', ['1,"a"b', "2"]),
        ('1,"open\n2,"ok"\n3,ok\n', ['1,"open', "2", "3"]),
        ('1,"never closed\n2,ok\n3,ok\n', ['1,"never closed', "2", "3"]),
        ('1,"many\nlines ""quoted"" here"\n2,ok\n', ["1", "2"]),
        ('1,"a"b,"x\ny"\n2,ok\n', ['1,"a"b,"x', 'y"', "2"]),
    ],
    ids=["after a quote", "open, then a quote", "open to the end", "sound", "leftovers"],
)
def test_broken_quotes_cost_one_row_and_not_the_rest(body, expected):
    rows = list(read_csv(physical("nr,text\n" + body), ","))[1:]

    assert [row.cells[0] for row in rows] == expected
    assert all(row.broken == "broken_quotes" for row in rows if len(row.cells) == 1)


def test_a_file_without_any_sound_quoting_is_refused():
    lines = ["a,b\n"] + ['1,"x"y\n'] * 1_001

    with pytest.raises(FileError, match="too_many_broken"):
        list(read_csv(lines, ","))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n \n", "empty"),
        ("内容,时间\n".encode(), "no_rows"),
        (GOOD.partition("\n")[2].encode(), "no_header"),
        ('内容,"时间"x\n我要投诉,2026/1/6\n'.encode(), "broken_header"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old_excel"),
        (gzip.compress(GOOD.encode())[:-9], "broken_gzip"),
        (b"PK\x03\x04" + bytes(100), "broken_workbook"),
        (("内容\n" + "x" * 2_000_001).encode(), "line_too_long"),
        ((",".join("abc" for _ in range(201)) + "\n1\n").encode(), "too_many_columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_says_why(tmp_path, data, code):
    with pytest.raises(FileError) as refusal:
        open_table(byte_file(tmp_path, data))

    assert refusal.value.code == code


def test_a_gzip_bomb_is_not_unpacked(tmp_path):
    with pytest.raises(FileError, match="too_large_unpacked"):
        open_table(byte_file(tmp_path, b"a,b\n" + bytes(40 * 2**20), name="bomb.gz"))


def test_the_hundred_thousand_and_first_row_is_refused(tmp_path):
    table = open_table(text_file(tmp_path, "a,b\n" + "1,2\n" * 100_001))

    with pytest.raises(FileError, match="too_many_rows"):
        list(table.rows())

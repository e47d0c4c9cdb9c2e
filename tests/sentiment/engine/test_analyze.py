"""The command that reads files and pipes."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def lines(**options):
    out = io.StringIO()
    call_command("analyze", *options.pop("args", ()), stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def codes(rows):
    return [[demand["code"] for demand in row["demands"]] for row in rows]


def test_a_file_gives_one_object_per_line_in_order(tmp_path):
    path = tmp_path / "in.txt"
    path.write_text("要求退款\n\n请问几点开门\n", encoding="utf-8")

    told = lines(args=[str(path)])

    assert codes(told) == [["FACT_REFUND"], [], ["FACT_VERIFY"]]


def test_more_texts_than_a_batch_keep_their_order(tmp_path):
    path = tmp_path / "in.txt"
    path.write_text("".join(f"损失{n}元\n" for n in range(1, 601)), encoding="utf-8")

    assert [row["amount"] for row in lines(args=[str(path)])] == [str(n) for n in range(1, 601)]


def test_standard_input_is_read_when_no_file_is_named(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("我要退保\n"))

    assert codes(lines()) == [["FACT_CANCEL"]]


def test_a_column_of_a_csv_file_is_read(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text('\ufeffid,内容\n1,"要求\n退款"\n', encoding="utf-8")

    assert codes(lines(args=[str(path)], column="内容")) == [["FACT_REFUND"]]


def test_an_unknown_column_is_named(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("a,b\n", encoding="utf-8")

    with pytest.raises(CommandError, match="No column 'c'"):
        lines(args=[str(path)], column="c")


def test_a_missing_file_is_named():
    with pytest.raises(CommandError, match="Cannot read"):
        lines(args=["/nowhere/at/all"])


def test_training_without_its_folder_says_so():
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("train_models", "--data", "/nowhere/at/all")

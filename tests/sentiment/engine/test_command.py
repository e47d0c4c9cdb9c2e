"""`python -m sentiment.engine`: JSON lines or CSV in, readings out, no Django."""

import gzip
import json
import subprocess
import sys

import pytest

from sentiment.engine import read


def run(*args, given=""):
    """The command in a process of its own; input and output as text."""
    data = given if isinstance(given, bytes) else given.encode()
    done = subprocess.run(
        [sys.executable, "-m", "sentiment.engine", *args],
        input=data,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows(told):
    return [json.loads(line) for line in told.splitlines()]


def test_strings_and_objects_are_read_in_order():
    given = '"要求退款"\n{"text": "请问几点开门", "id": 7}\n\n{"text": null}\n'

    status, told, _ = run(given=given)

    assert status == 0
    assert [[d["code"] for d in row["demands"]] for row in rows(told)] == [
        ["FACT_REFUND"], ["FACT_VERIFY"], [], [],
    ]  # fmt: skip


def test_the_command_says_what_the_engine_says():
    text = "再不退款我就打12315，还要找记者曝光"

    _, told, _ = run("--mode", "exact", given=json.dumps(text))

    assert rows(told) == [json.loads(json.dumps(read([text])[0].as_dict()))]


def test_raw_heads_are_told_on_request():
    status, told, _ = run("--heads", given='"要求退款"\n"好"')

    heads = [row["heads"] for row in rows(told)]
    assert status == 0
    assert heads[0].keys() == heads[1].keys() >= {"polarity3", "smp6", "gov7", "shop10"}
    assert all(sum(p.values()) == pytest.approx(1, abs=0.01) for p in heads[0].values())


def test_a_column_of_a_gzipped_csv_is_read(tmp_path):
    path = tmp_path / "in.csv.gz"
    path.write_bytes(gzip.compress('id,text\n1,"要求\n退款"\n2,好\n'.encode("utf-8-sig")))

    status, told, _ = run("--column", "text", str(path))

    assert (status, len(rows(told))) == (0, 2)
    assert rows(told)[0]["demands"][0]["code"] == "FACT_REFUND"


def test_another_encoding_is_read_when_it_is_named(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes("text\n要求退款\n".encode("gb18030"))

    refused = run("--column", "text", str(path))
    status, told, _ = run("--column", "text", "--encoding", "gb18030", str(path))

    assert refused[0] == 2
    assert "--encoding gb18030" in refused[2]
    assert status == 0
    assert rows(told)[0]["demands"][0]["code"] == "FACT_REFUND"


@pytest.mark.parametrize(
    ("args", "given", "told"),
    [
        (["/nowhere/at/all"], "", "Cannot read /nowhere/at/all"),
        (["--column", "c"], "a,b\n1,2\n", "No column 'c'; there are: a, b."),
        ([], '"a"\nbare words\n', "Line 2 is not JSON"),
        ([], "[1]\n", "Line 1 holds no text"),
        (["--encoding", "klingon"], '"a"', "No encoding 'klingon'"),
        ([], b'"\xff"', "is not utf-8-sig"),
        ([], b"\x1f\x8bnot gzip at all", "Cannot read"),
        (["--mode", "slow"], "", "invalid choice"),
    ],
)
def test_what_cannot_be_read_ends_with_status_two_and_a_sentence(args, given, told):
    status, _, error = run(*args, given=given)

    assert status == 2
    assert told in error
    assert "Traceback" not in error


def test_a_reader_that_stops_ends_it_quietly():
    with subprocess.Popen(
        [sys.executable, "-m", "sentiment.engine"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        process.stdout.close()
        process.stdin.write(b'"a"\n' * 2000)
        process.stdin.close()

        assert "Traceback" not in process.stderr.read().decode()


def test_the_engine_needs_no_django():
    code = "import sys, sentiment.engine.__main__; print('django' in sys.modules)"

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert told.stdout == "False\n"

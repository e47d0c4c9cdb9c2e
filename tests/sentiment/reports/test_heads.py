import json

import pytest

from complaints.services.reference_data import load_reference_data
from sentiment.domain.card import Bin, card_of
from sentiment.reports.heads import (
    choices,
    class_words,
    confidence_words,
    curve,
    mistake_words,
    sheet_of,
)
from sentiment.reports.names import Names, names
from sentiment.reports.peers import run_of
from sentiment.reports.senses import lines_of

NONE = Names({})
PEER = {
    "name": "snownlp", "title": "SnowNLP", "one": 20.0, "many": None, "p95": 70.0, "load": 3.0,
    "memory": 420.0, "times_one": 1.0, "times_many": None,
    "files": {"hotel": {"rows": 500, "accuracy": 0.7, "macro_f1": 0.7}},
    "complaints": {
        "labelled": {"negatives": 30, "neutrals": 10, "false_alarms": 0.5, "negatives_found": 0.8}
    },
}  # fmt: skip


def head(**parts):
    return card_of({"heads": {"polarity": parts}}).heads[0]


def figure(rows, recall):
    return {"rows": rows, "precision": 0.9, "recall": recall, "f1": recall}


def test_every_figure_has_a_name_and_says_what_it_means():
    lines = lines_of({"ece": 0.021, "accuracy": 0.894, "spearman": 0.73})

    assert [(line.key, line.text) for line in lines] == [
        ("accuracy", "89.4%"), ("spearman", "0.73"), ("ece", "2.1%"),
    ]  # fmt: skip
    assert "89" in lines[0].meaning
    assert "0.73" in lines[1].meaning


def test_figures_nobody_could_explain_stay_away():
    assert lines_of({"texts": 900, "loss": 0.3}) == []


def test_other_names_of_a_figure_are_known():
    assert [line.key for line in lines_of({"neutral_called_negative": 0.05})] == ["false_alarms"]


def test_a_matrix_tells_shares_of_the_true_class():
    sheet = sheet_of(head(labels=["negative", "neutral"], confusion=[[8, 2], [1, 4]]), NONE)

    assert [[cell.share for cell in row.cells] for row in sheet.matrix] == [[0.8, 0.2], [0.2, 0.8]]
    assert [row.rows for row in sheet.matrix] == [10, 5]
    assert "20%" in mistake_words(sheet)


def test_many_classes_are_told_by_their_mistakes_instead_of_a_matrix():
    labels = [f"C{n}" for n in range(20)]
    confusion = [
        [3 if a == b else (1 if (a, b) == (2, 5) else 0) for b in range(20)] for a in range(20)
    ]

    sheet = sheet_of(head(labels=labels, confusion=confusion), NONE)

    assert sheet.matrix == ()
    assert sheet.mistakes == (("C2", "C5", 1, 0.25),)


def test_classes_with_few_rows_are_marked_and_named():
    classes = {
        "negative": figure(200, 0.9),
        "neutral": figure(100, 0.5),
        "positive": figure(4, 0.1),
    }

    sheet = sheet_of(head(per_class=classes), NONE)

    assert [line.few for line in sheet.classes] == [False, False, True]
    assert "50" in class_words(sheet)


@pytest.mark.parametrize(
    ("right", "same"),
    [(0.6, False), (0.8, True), (0.98, False)],
    ids=["too sure", "fits", "modest"],
)
def test_confidence_is_judged_in_one_sentence(right, same):
    fits = confidence_words((Bin(0.8, 0.8, 100),))

    assert (confidence_words((Bin(0.8, right, 100),)) == fits) is same


def test_the_curve_stands_beside_the_ideal_one():
    drawn = curve((Bin(0.5, 0.4, 10), Bin(0.9, 0.88, 20)))

    assert drawn["x"] == ["50%", "90%"]
    assert [one["values"] for one in drawn["series"]] == [[40.0, 88.0], [50.0, 90.0]]


def test_a_head_without_figures_can_still_be_chosen():
    assert [(choice.name, choice.lead) for choice in choices(card_of({"heads": {"kind": {}}}))] == [
        ("kind", None)
    ]


@pytest.mark.django_db
def test_categories_and_demands_have_their_stored_names():
    load_reference_data()

    known = names()

    assert known.of("FEE") != "FEE"
    assert known.of("FACT_REFUND") != "FACT_REFUND"
    assert known.of("XYZ99") == "XYZ99"


def test_the_run_beside_others_is_read_from_its_file():
    ours = PEER | {"name": "reading", "times_one": 60.0, "times_many": 600.0}

    run = run_of(json.dumps({"facts": {"model": "1"}, "tools": [PEER, ours]}))

    assert [rows for _, rows in run.files] == [500]
    assert (run.snow.times, run.snow.accuracy, run.snow.alarms) == (1.0, 0.7, 0.5)
    assert (run.ours.ours, run.ours.times) == (True, 600.0)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"facts": {}, "tools": []}'])
def test_a_damaged_run_is_no_run(text):
    assert run_of(text) is None

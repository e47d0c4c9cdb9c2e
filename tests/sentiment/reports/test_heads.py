import json

import pytest

from complaints.services.reference_data import load_reference_data
from sentiment.domain.card import Bin, card_of
from sentiment.reports.classes import class_words
from sentiment.reports.heads import choices, confidence_words, curve, mistake_words, sheet_of
from sentiment.reports.names import Names, names
from sentiment.reports.peers import run_of
from sentiment.reports.senses import levels_of, lines_of
from ui.words import percent

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


def test_the_worst_class_is_told_in_the_figures_of_the_table():
    classes = {
        "negative": {"rows": 90, "precision": 0.9, "recall": 0.345, "f1": 0.5},
        "neutral": {"rows": 90, "precision": 0.285, "recall": 0.92, "f1": 0.435},
    }

    said = class_words(sheet_of(head(per_class=classes), NONE).classes)

    shown = [percent(classes["neutral"][name]) for name in ("f1", "recall", "precision")]
    assert [share for share in shown if share not in said] == []


def test_a_class_without_rows_is_listed_and_not_measured():
    told = head(labels=["LEGAL", "SELF_HARM"], per_class={"LEGAL": figure(0, 0.0)})

    lines = sheet_of(told, NONE).classes

    assert [(line.figure.code, line.measured) for line in lines] == [
        ("LEGAL", False), ("SELF_HARM", False),
    ]  # fmt: skip


def test_level_two_stands_below_its_level_one():
    known = Names({"FEE": "费用"}, {"FEE01": "FEE", "FEE02": "FEE", "PRD01": "PRD"})
    classes = {code: figure(rows, 0.5) for code, rows in
               (("FEE01", 3), ("PRD", 40), ("FEE02", 7), ("FEE", 50), ("PRD01", 2))}  # fmt: skip

    sheet = sheet_of(head(per_class=classes), known)

    assert [line.figure.code for line in sheet.classes] == ["FEE", "PRD"]
    below = {group.name: [line.figure.code for line in group.lines] for group in sheet.groups}
    assert below == {"费用": ["FEE02", "FEE01"], "PRD": ["PRD01"]}


def test_figures_of_level_two_are_told_apart():
    own, two = levels_of({"accuracy": 0.74, "l2_accuracy": 0.64, "l2_ece": 0.1, "sure": 0.95})

    assert [line.key for line in own] == ["accuracy"]
    assert [line.key for line in two] == ["l2", "ece", "sure"]


def test_without_a_level_two_being_sure_is_of_the_head_itself():
    own, two = levels_of({"accuracy": 0.65, "sure": 0.95})

    assert ([line.key for line in own], two) == (["accuracy", "sure"], [])


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

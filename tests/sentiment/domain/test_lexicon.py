"""Stored lexicons: who a term holds for, and what differs between two."""

from datetime import date

import pytest

from sentiment.domain.lexicon import Place, differences, holds, left_out, lexicon_of, limited

DAY = date(2026, 11, 22)


def term(word="爆料", group="MEDIA", weight=4, **limits):
    return {"group": group, "term": word, "weight": weight, "kind": "word", **limits}


def content(*terms, combos=()):
    return {"terms": list(terms), "combos": list(combos)}


@pytest.mark.parametrize(
    ("limits", "place", "expected"),
    [
        ({}, Place(DAY), True),
        ({"valid_from": "2026-11-22"}, Place(DAY), True),
        ({"valid_from": "2026-11-23"}, Place(DAY), False),
        ({"valid_to": "2026-11-22"}, Place(DAY), True),
        ({"valid_to": "2026-11-21"}, Place(DAY), False),
        ({"lines": ["LOAN"]}, Place(DAY, line="LOAN"), True),
        ({"lines": ["LOAN"]}, Place(DAY, line="CREDIT"), False),
        ({"lines": ["LOAN"]}, Place(DAY), False),
        ({"channels": ["VOICE"]}, Place(DAY, channel="VOICE"), True),
        ({"channels": ["VOICE"]}, Place(DAY, channel="TEXT"), False),
        ({"lines": ["LOAN"], "channels": ["VOICE"]}, Place(DAY, "LOAN", "TEXT"), False),
        ({"lines": [], "channels": [], "valid_from": None, "valid_to": None}, Place(DAY), True),
    ],
)
def test_a_term_holds_where_and_when_its_limits_say(limits, place, expected):
    assert holds(term(**limits), place) is expected


def test_only_limited_terms_are_looked_at_for_each_place():
    rows = [term(), term("挂账", lines=["LOAN"]), term("过节", valid_to="2026-01-01")]

    some = limited(content(*rows))

    assert some == rows[1:]
    assert left_out(some, Place(DAY)) == {("MEDIA", "挂账"), ("MEDIA", "过节")}
    assert left_out(some, Place(DAY, line="LOAN")) == {("MEDIA", "过节")}


def test_left_out_terms_are_not_in_the_engines_lexicon():
    lexicon = lexicon_of(content(term(), term("挂账")), "v", frozenset({("MEDIA", "爆料")}))

    assert [one.term for one in lexicon.terms] == ["挂账"]


def test_differences_name_what_was_added_removed_and_changed():
    combo = {"code": "C21", "expression": "MEDIA", "window": None, "name": "x"}
    old = content(term(), term("挂账"), combos=[combo])
    new = content(term(weight=5), term("新词"), combos=[combo | {"window": 40}])

    found = {(c.part, c.row.get("term", ""), c.kind): c.fields for c in differences(old, new)}

    assert found == {
        ("terms", "挂账", "removed"): [],
        ("terms", "新词", "added"): [],
        ("terms", "爆料", "changed"): [("weight", 4, 5)],
        ("combos", "", "changed"): [("window", None, 40)],
    }


def test_an_empty_list_and_no_list_are_the_same():
    assert differences(content(term()), content(term(lines=[], valid_from=None))) == []


def test_the_name_of_a_combination_is_not_the_engines():
    row = {"code": "C21", "name": "n", "expression": "MEDIA", "window": 9, "flags": ["MEDIA"]}

    [combo] = lexicon_of(content(combos=[row]), "v").combos

    assert (combo.code, combo.window, combo.flags) == ("C21", 9, ("MEDIA",))

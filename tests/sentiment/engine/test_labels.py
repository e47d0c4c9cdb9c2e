"""Labels without texts: what may stand in them, and how two readers agree."""

import pytest

from sentiment.engine.cues import category_codes, cue_lists
from sentiment.engine.judge import CAUSES, FLAGS, MOTIVES
from sentiment.engine.reading import EMOTIONS, KINDS, POLARITIES
from sentiment.training.agreement import agreement
from sentiment.training.corpora import normal
from sentiment.training.labelled import (
    FOLDER,
    GoldError,
    further_readings,
    is_dev,
    label_of,
    labels,
    texts,
    written,
)
from sentiment.training.readers import agreed


@pytest.mark.parametrize("name", ["complaints", "second_reader"])
def test_labels_use_the_codes_of_the_guideline(name):
    _check_codes(labels(name))


def test_every_row_kept_back_was_read_by_three():
    further = further_readings()
    first = {label.row: label for label in labels()}

    assert {row for row, label in first.items() if label.dev} <= further.keys()
    assert all(one.sha1 == first[row].sha1 for row, told in further.items() for one in told)
    assert {len(told) for told in further.values()} == {2}
    _check_codes([label for told in further.values() for label in told])


def _label(**fields):
    told = {
        "row": "a/b/0", "sha1": "0", "kind": "COMPLAINT", "l2": "FUL04", "l2b": "-",
        "cause": "M_NONE", "polarity": "negative", "emotion": "ANGER", "emotion2": "-",
        "intensity": "0.5", "demands": "-", "motive": "MOT_VENT", "flags": "-",
    }  # fmt: skip
    return label_of(told | fields)


def test_what_two_of_three_say_stands_and_without_two_what_the_first_says():
    told = agreed(
        _label(l2="FUL04", emotion="ANGER", demands="FACT_REFUND,PROC_SPEED", intensity="0.9"),
        [
            _label(l2="SVC01", emotion="SAD", demands="FACT_REFUND", intensity="0.4", l2b="FUL04"),
            _label(l2="SVC01", emotion="DOUBT", demands="FACT_STOP", intensity="0.3", kind="OTHER"),
        ],
    )

    assert told.l2 == ("SVC01", "FUL04")
    assert (told.emotion, told.kind) == ("ANGER", "COMPLAINT")
    assert told.demands == {"FACT_REFUND"}
    assert told.intensity == 0.4


def _check_codes(told):
    for label in told:
        assert label.kind in KINDS
        assert set(label.l2) <= set(category_codes())
        assert label.polarity in POLARITIES
        assert {label.emotion, label.emotion2} - {None} <= set(EMOTIONS)
        assert 0 <= label.intensity <= 1
        assert label.demands <= set(cue_lists("demands"))
        assert label.cause in CAUSES
        assert label.motive in MOTIVES
        assert label.flags <= set(FLAGS)


def test_there_are_labels_enough_and_some_are_only_for_figures():
    told = labels()

    assert len(told) >= 1500
    assert len({label.row for label in told}) == len(told)
    assert sum(label.dev for label in told) == 536


def test_texts_of_our_own_are_labelled_like_real_ones_and_none_twice():
    texts, told = written()

    assert len({normal(text) for text in texts}) == len(texts) == len(told)
    assert {label.l2[0] for label in told} == set(category_codes())
    _check_codes(told)


def test_no_text_stands_beside_the_labels():
    for path in FOLDER.glob("*.tsv"):
        assert path.read_text(encoding="utf-8").isascii()


def test_the_side_hangs_on_the_text_alone():
    assert is_dev("00000003aaaa")
    assert not is_dev("00000004aaaa")


def test_a_row_that_holds_another_text_is_refused():
    class Other:
        def texts(self, name, part):
            return ["something else"] * 60_000

    with pytest.raises(GoldError, match="is not the text that was labelled"):
        texts(Other(), labels())


def test_two_readers_agree_and_the_card_says_who_they_were():
    told = agreement()

    assert told["rows"] == 400
    assert "language model" in told["who"]
    assert told["kind"]["kappa"] > 0.8
    assert told["kept_back"]["rows"] == 536
    assert told["kept_back"]["kind"]["kappa"] > 0.8

"""Labels without texts: what may stand in them, and how two readers agree."""

import pytest

from sentiment.engine.cues import category_codes, cue_lists
from sentiment.engine.judge import CAUSES, FLAGS, MOTIVES
from sentiment.engine.reading import EMOTIONS, KINDS, POLARITIES
from sentiment.training.agreement import agreement
from sentiment.training.corpora import normal
from sentiment.training.labelled import FOLDER, GoldError, is_dev, labels, texts, written


@pytest.mark.parametrize("name", ["complaints", "second_reader"])
def test_labels_use_the_codes_of_the_guideline(name):
    _check_codes(labels(name))


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

"""What is marked in the text box while somebody types."""

import pytest

from insights.marks import marks, told
from sentiment.engine import read


def marked(text):
    [reading] = read([text])
    return {text[mark["start"] : mark["end"]] for mark in marks(told(reading)) if mark["ref"]}


def test_a_flag_that_no_term_shows_is_marked_and_numbered():
    [reading] = read(["我已经买好了农药，你们看着办"])

    [mark] = marks(told(reading))

    assert "SELF_HARM" in reading.flags
    assert (mark["kind"], mark["ref"], mark["title"]) == ("risk", "1", "自伤")


def test_a_flag_that_a_term_shows_is_marked_once():
    assert marked("再不退款我就打12315") == {"12315"}


@pytest.mark.parametrize("text", ["请问几点开门", "", "。。。"])
def test_nothing_is_marked_where_nothing_is_told(text):
    assert marked(text) == set()

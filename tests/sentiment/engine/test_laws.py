"""Laws that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.engine import read
from sentiment.engine.fold import fold
from sentiment.engine.reading import EMOTIONS, KINDS, POLARITIES

PIECES = [
    "我要", "打12315", "曝光", "不想活了", "没有", "退款", "3万元", "「", "」", "“", "”", "。",
    "\n", "客服：", "客户：", "😀", "\ud800", "\0", "Ａ", "臺灣", "今天之前", "工号123", " ", "！",
    "?", "e\u0301", "一二三千万",
]  # fmt: skip
odd = st.one_of(
    st.text(alphabet=st.characters(), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)
laws = settings(max_examples=60, deadline=None)


@laws
@given(st.lists(odd, max_size=6))
def test_a_batch_reads_as_its_texts_one_by_one(texts):
    assert read(texts) == [read([text])[0] for text in texts]


@laws
@given(odd)
def test_spans_lie_inside_the_text_in_order_and_apart_within_a_reason(text):
    spans = read([text])[0].spans
    of_why = {why: [s for s in spans if s.why == why] for why in ("risk", "emotion", "fact")}

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    for kept in of_why.values():
        assert all(a.end <= b.start for a, b in pairwise(kept))


@laws
@given(odd)
def test_probabilities_add_up_and_name_everything(text):
    reading = read([text])[0]

    assert tuple(reading.polarity_p) == POLARITIES
    assert tuple(reading.emotion_p) == EMOTIONS
    assert sum(reading.polarity_p.values()) == pytest.approx(1, abs=0.001)
    assert sum(reading.emotion_p.values()) == pytest.approx(1, abs=0.001)
    assert 0 <= reading.intensity <= 1
    assert len(reading.categories) == len(reading.category_l1) == 3
    assert reading.kind in KINDS


@laws
@given(odd)
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_a_risk_span_points_at_its_words():
    text = "😀你等着，我要打１２３１５，然後發抖音曝光！"

    spans = [span for span in read([text])[0].spans if span.why == "risk"]

    assert [text[s.start : s.end] for s in spans] == ["你等着", "１２３１５", "發抖音", "曝光"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "\ud83d", "😀" * 3000, "我" * 200_000, "\n" * 1000, "“" * 500,
     "第" * 400 + "9" * 9999,
     "客服：" * 300 + "\n客户：", "一二三" * 2000 + "元", "a" * 5000, "1," * 3000],
)  # fmt: skip
def test_no_text_is_too_odd(text):
    assert read([text, "退款"])[1].demands == {"FACT_REFUND": (0, 2)}


def test_no_texts_no_readings():
    assert read([]) == []

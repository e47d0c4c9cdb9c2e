"""Laws that hold for any text."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.demo import grammar
from sentiment.engine import read
from sentiment.engine.fold import DATA, fold
from sentiment.engine.reading import EMOTIONS, KINDS, POLARITIES
from sentiment.training.corpora import Corpora

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


PAIRS = json.loads((DATA / "folding.json").read_text(encoding="utf-8"))
TO_TRADITIONAL = {
    ord(after): before
    for before, after in zip(PAIRS["traditional"], PAIRS["simplified"], strict=True)
}
TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
MISTYPED = {"的": "地", "在": "再", "账": "帐", "做": "作", "那": "哪", "订": "定", "像": "象"}
MARKS = "，。！？、；：,.!?;:…"


def mistyped(text):
    """One character in fifty, and at least one, taken for one that sounds the same."""
    at = [place for place, char in enumerate(text) if char in MISTYPED]
    wrong = set(at[: max(1, len(text) // 50)])
    return "".join(MISTYPED[c] if n in wrong else c for n, c in enumerate(text))


# What changes nothing that is said: exactly the same reading, places apart.
SAME = {
    "traditional characters": lambda text: text.translate(TO_TRADITIONAL),
    "full width": lambda text: text.translate(TO_FULL_WIDTH),
    "capitals": str.upper,
    "zero-width characters": "\u200b".join,
    "controls": lambda text: text.replace("，", "，\x07\x00"),
    "a lone surrogate": lambda text: text + "\ud83d",
    "blank edges": lambda text: f"\ufeff \n{text}\n\n ",
    "Windows line ends": lambda text: "开头\r\n" + text,
    "a greeting": lambda text: "您好，" + text,
    "pasted twice": lambda text: text + text,
    "pasted twice, a line each": lambda text: f"{text}\n{text}",
    "pasted three times": lambda text: text * 3,
    "pasted thirty times": lambda text: "\n".join([text] * 30),
}
# What changes the letters and hardly what is said: much the same reading.
ALIKE = {
    "an emoji": lambda text: text + "📞",
    "an emoji inside": lambda text: text[: len(text) // 2] + "📞" + text[len(text) // 2 :],
    "no punctuation": lambda text: "".join(c for c in text if c not in MARKS),
    "typing errors": mistyped,
}
DRIFT, SAME_CLASS = 0.05, 0.95
COLLECTIONS = ("gov_messages_raw", "hotel", "shopping_10", "heimao_99")


def own_texts(count):
    """Complaints of the usual length, three sentences of our own each."""
    dice = Random(20261122)
    return ["".join(grammar.matter(dice).text for _ in range(3)) for _ in range(count)]


def real_texts(count):
    """Citizens' letters and reviews, where the collections are on this machine."""
    folder = Path(__file__).parents[3].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the collections are not on this machine")
    texts = [t for name in COLLECTIONS for t in Corpora(folder).texts(name) if 40 <= len(t) <= 500]
    return Random(20261122).sample(texts, count)


def core(reading):
    """A reading without its places."""
    return (
        reading.polarity_p, reading.emotion_p, reading.intensity, reading.categories,
        list(reading.flags), list(reading.demands), reading.groups, reading.motive,
    )  # fmt: skip


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_what_nobody_sees_changes_no_reading(change):
    texts = own_texts(40)
    if change is SAME["Windows line ends"]:
        before = read(["开头\n" + text for text in texts])
    else:
        before = read(texts)

    after = read([change(text) for text in texts])

    assert [core(one) for one in after] == [core(one) for one in before]


@pytest.mark.parametrize("sample", [own_texts, real_texts])
@pytest.mark.parametrize("change", ALIKE.values(), ids=ALIKE.keys())
def test_other_letters_for_the_same_words_read_much_the_same(change, sample):
    texts = sample(200)

    before, after = read(texts), read([change(text) for text in texts])

    pairs = list(zip(before, after, strict=True))
    moved = [abs(a.polarity_p["negative"] - b.polarity_p["negative"]) for a, b in pairs]
    louder = [abs(a.intensity - b.intensity) for a, b in pairs]
    kept = [a.polarity == b.polarity for a, b in pairs]
    assert sum(moved) / len(pairs) <= DRIFT
    assert sum(louder) / len(pairs) <= DRIFT
    assert sum(kept) / len(pairs) >= SAME_CLASS


def test_places_are_those_of_the_text_as_it_was_given():
    text = "\ufeff 我\u200b要打\u200b12\x003\u200b15，再不退\u00ad款就找记者曝光"

    told = read([text])[0].as_dict()

    words = {text[span["start"] : span["end"]] for span in told["evidence"]}
    assert words >= {"12\x003\u200b15", "曝光"}
    assert all(
        0 <= span["start"] < span["end"] <= len(text)
        for span in (*told["evidence"], *told["demands"], *told["flags"][0]["spans"])
    )


def test_a_text_pasted_twice_is_marked_once():
    text = "再不退款我就打12315投诉你们"

    once, twice = read([text, text + text])

    assert once.spans == twice.spans


@pytest.mark.parametrize(
    "piece",
    ["很好", "曝光12315起诉！", "不曝光", "1元", "3月", "了3次", "如果我就", "第一次", "“你好”"],
)
def test_two_hundred_thousand_characters_of_anything_are_read(piece):
    text = piece * (200_000 // len(piece)) + "完"

    assert len(read([text])) == 1

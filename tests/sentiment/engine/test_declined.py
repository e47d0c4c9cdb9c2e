"""Demands that are declined, and sides that are told to spare neutral texts."""

import pytest

from sentiment.engine import read


def one(text):
    return read([text])[0]


def test_what_was_received_is_asked_for_no_more():
    assert not one("没事了，谢谢，已经收到退款").demands
    assert "FACT_REFUND" in one("说好的已经收到货了，退货之后一直没有退款，请尽快退款").demands


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("不用退款，也不要赔偿，只要一个道歉", {"EMO_APOLOGY"}),
        ("不用换货了，直接退款给我吧，都等了半个月了还没有处理", {"FACT_REFUND"}),
        (
            "商家不给退款，也不肯赔偿我的损失，找了好几次了都没有用",
            {"FACT_REFUND", "FACT_COMPENSATE"},
        ),
    ],
)
def test_what_is_declined_is_no_demand_and_what_is_refused_is_one(text, demands):
    told = set(one(text).demands)

    assert told >= demands
    assert not (told - demands) & {"FACT_REFUND", "FACT_REPLACE", "FACT_COMPENSATE"}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("存了30万，今天去取说余额只剩200块", "300000"),
        ("昨晚卡被人刷了3万，跟我没关系", "30000"),
        ("贷款120万被你们拖着", "1200000"),
        ("我亏了1.5万", "15000.0"),
    ],
)
def test_sums_are_understood_without_their_currency(text, amount):
    assert float(one(text).amount) == float(amount)


def test_a_side_told_against_the_likeliest_is_told_as_a_guess():
    texts = [
        "楼下开了一家饭店，油烟味很重。",
        "网约车司机摸我，我要报警。",
        "煤气泄漏，家里都是味道",
        "太差了！",
    ]

    for seen in read(texts):
        likeliest = max(seen.polarity_p, key=seen.polarity_p.__getitem__)
        assert likeliest == seen.polarity or "polarity" in seen.unsure_about


@pytest.mark.parametrize(
    ("text", "polarity", "emotion"),
    [("😡😡😡", "negative", "ANGER"), ("👍", "positive", "SATISFIED"),
     ("😭😭 😡", "negative", "SAD"),
     ("……", "neutral", "CALM"), ("??!", "neutral", "CALM"), ("📞", "neutral", "CALM")],
)  # fmt: skip
def test_without_a_letter_only_emoji_speak_and_what_they_say_is_a_guess(text, polarity, emotion):
    seen = one(text)

    assert (seen.polarity, seen.emotion, seen.kind) == (polarity, emotion, "OTHER")
    assert set(seen.unsure_about) == {"polarity", "emotion", "category"}
    assert not (seen.flags or seen.demands)

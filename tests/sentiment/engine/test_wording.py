"""Words and phrases of many texts, and strings that nobody listed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.engine.discovery import Demand, discover, unlisted
from sentiment.engine.wording import (
    background,
    count_words,
    cut_words,
    keywords,
    names_person,
    phrases,
    rank,
    says_little,
    text_rank,
)

TEXTS = [
    "信用卡被盗刷，客服说信用卡中心会处理",
    "信用卡年费没有提醒，要求退年费",
    "信用卡盗刷两次，报警了",
    "宽带断网三天，没有人上门",
]
FILLING = (
    "今天下雨路上很堵我们一起去吃饭他说那边的风景真好看得多了些天空蓝色白云飘过山水之间有人唱歌"
)


def test_words_are_counted_by_texts():
    counts = count_words(TEXTS)

    assert (counts.texts, counts.words["信用卡"], counts.words["盗刷"]) == (4, 3, 2)


def test_words_of_the_lexicon_stay_whole():
    assert "金融监管总局" in next(cut_words(["我要去金融监管总局反映"]))


def test_width_case_and_script_make_no_difference():
    assert count_words(["信用卡ＡＰＰ", "信用卡app", "信用卡APP"]).words["app"] == 3
    assert count_words(["寬帶斷網"]).words == count_words(["宽带断网"]).words


def test_what_is_common_everywhere_tells_less_than_what_is_rare():
    many = ["酒店服务", "酒店服务", "酒店盗刷", "酒店盗刷"]

    order = [word for word, _ in rank(count_words(many))]

    assert order.index("盗刷") < order.index("服务")
    assert background().rarity("盗刷") > background().rarity("服务")


def test_the_background_holds_no_names_of_persons():
    assert [word for word in background().words if names_person(word)] == []
    assert 5_000 < len(background().words) <= 12_000


def test_neighbours_that_belong_together_are_phrases():
    said = ["自动续费没有提醒", "又是自动续费", "自动续费太坑人", "手机自动关机"]

    assert ("自动续费", 3) in phrases(count_words(said))


def test_text_rank_puts_first_what_is_tied_to_most():
    ranked = text_rank(TEXTS, 3)

    assert ranked[0][0] == "信用卡"
    assert ranked[0][1] > ranked[1][1]


def test_keywords_know_two_methods_and_refuse_others():
    by_rarity, by_ties = keywords(TEXTS, 2), keywords(TEXTS, 2, method="textrank")

    assert set(by_rarity) == set(by_ties) == {"信用卡", "盗刷"}
    with pytest.raises(ValueError, match="bm25"):
        keywords(TEXTS, method="bm25")


@pytest.mark.parametrize("texts", [[], [""], ["\ud800\0"], ["。。。！"], ["的的的"]])
def test_nothing_said_is_nothing_told(texts):
    assert (keywords(texts), text_rank(texts, 3), phrases(count_words(texts))) == ([], [], [])


@pytest.mark.parametrize(("word", "person"), [("张先生", True), ("李明", True), ("信用卡", False)])
def test_names_of_persons_are_known(word, person):
    assert names_person(word) is person


def test_numbers_and_adverbs_say_little():
    assert [w for w in ("三次", "尽快", "盗刷", "银行") if says_little(w)] == ["三次", "尽快"]


def said_with(word: str, times: int, seed: int = 7) -> list[str]:
    """The word at random places in random fillings."""
    chance = random.Random(seed)

    def filling() -> str:
        return "".join(chance.choices(FILLING, k=chance.randint(5, 15)))

    return [f"{filling()}{word}{filling()}" for _ in range(times)]


def test_a_string_often_said_in_free_places_is_found():
    found = discover(said_with("蓝鲸魔盒", 40))

    [best] = [one for one in found if one.word == "蓝鲸魔盒"]
    assert (best.count, best.texts) == (40, 40)
    assert best.cohesion > Demand().cohesion
    assert best.freedom > Demand().entropy


def test_parts_of_a_longer_word_are_not_told_beside_it():
    words = {one.word for one in discover(said_with("蓝鲸魔盒", 40))}

    assert not words & {"蓝鲸", "鲸魔", "魔盒", "蓝鲸魔", "鲸魔盒"}


def test_a_string_that_always_stands_before_the_same_is_no_word():
    texts = [text.replace("蓝鲸", "蓝鲸魔盒套餐会员") for text in said_with("蓝鲸", 40)]

    assert "蓝鲸" not in {one.word for one in discover(texts)}


def test_what_few_say_is_not_found_however_often():
    texts = ["".join(said_with("蓝鲸魔盒", 40))]

    assert discover(texts) == []


def test_listed_words_names_and_loose_ends_are_left_out():
    texts = [*said_with("蓝鲸魔盒", 30), *said_with("信用卡", 30, 8), *said_with("张小芳", 30, 9)]

    words = {one.word for one in unlisted(discover(texts), frozenset())}
    known = {one.word for one in unlisted(discover(texts), frozenset(["蓝鲸魔盒"]))}

    assert "蓝鲸魔盒" in words
    assert not words & {"信用卡", "张小芳"}
    assert "蓝鲸魔盒" not in known


def test_a_search_tells_how_far_it_is():
    heard = []

    discover(said_with("蓝鲸魔盒", 10), tell=lambda done, total: heard.append((done, total)))

    assert heard == [(n, 7) for n in range(1, 8)]


def test_a_search_looks_at_no_more_than_its_bound(monkeypatch):
    monkeypatch.setattr("sentiment.engine.discovery.MOST_CHARS", 200)

    assert discover(said_with("蓝鲸魔盒", 400), Demand(count=20)) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet=st.characters()), max_size=5))
def test_no_text_stops_a_search(texts):
    assert isinstance(discover(texts, Demand(1, 1, 0.0, 0.0)), list)
    assert count_words(texts).texts == len(texts)

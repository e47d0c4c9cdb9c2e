import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.domain.masking import (
    FAMILY,
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
    mask_staff,
    mask_text,
)

TOLD = "王李张马周高钱丽华小老客服经理店长工号姓说的是叫关于上8021A，："


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张**"), ("欧阳娜娜", "欧阳**"), ("John Smith", "J**"), (" 李 ", "李**"), ("", "")],
)
def test_a_name_keeps_the_family_name(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("021-6532 1234", "021****1234"),
        ("12345", "***45"),
        ("", ""),
    ],
)
def test_a_phone_keeps_its_ends(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("上海市浦东新区世纪大道1号", "上海市***"),
        ("浙江省杭州市西湖区", "浙江省杭州市***"),
        ("某处", "***"),
        ("", ""),
    ],
)
def test_an_address_keeps_the_city(address, masked):
    assert mask_address(address) == masked


def test_numbers_in_a_text_lose_their_middle_and_years_do_not():
    assert mask_text("2026年打13812345678") == "2026年打138****5678"


@given(st.text(alphabet="0123456789", min_size=8, max_size=20))
def test_no_mask_shows_more_than_seven_digits(digits):
    assert sum(c.isdigit() for c in mask_phone(digits)) <= 7


@given(st.text(min_size=5, max_size=30))
def test_an_identity_number_shows_three_characters_at_most(number):
    assert len(mask_id(number).replace("*", "")) <= 3


@given(st.text(alphabet="0123456789Xx年元，", max_size=60))
def test_masking_a_text_keeps_its_length_and_hides_long_numbers(text):
    masked = mask_text(text)

    assert len(masked) == len(text)
    assert mask_text(masked) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("客服张丽说不能退", "客服张*说不能退"),
        ("客户经理李明华挂断电话", "客户经理李**挂断电话"),
        ("王经理答应三天内回复", "*经理答应三天内回复"),
        ("我找张丽经理", "我找张*经理"),
        ("柜员小王和店长叫刘伟", "柜员小*和店长叫刘*"),
        ("一个姓李的客服", "一个姓*的客服"),
        ("客服张丽客服李伟", "客服张*客服李*"),
        ("工号8021，工号：A1023", "工号****，工号：*****"),
    ],
)
def test_nobody_of_the_staff_is_named(text, masked):
    assert mask_staff(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "客服马上回复",
        "向经理投诉",
        "总经理",
        "高级经理",
        "关于经理的态度",
        "上周经理说",
        "客服高高在上",
    ],
)
def test_words_that_look_like_names_stay(text):
    assert mask_staff(text) == text


@given(st.text(alphabet=TOLD, max_size=40))
def test_masking_the_staff_keeps_the_length_and_settles(text):
    masked = mask_staff(text)

    assert len(masked) == len(text)
    assert all(a in (b, "*") for a, b in zip(masked, text, strict=True))
    assert mask_staff(masked) == masked


@given(st.sampled_from(FAMILY), st.text(alphabet="丽华伟芳敏静强磊军洋", min_size=1, max_size=2))
def test_a_given_name_after_a_role_or_before_a_title_is_never_shown(family, given_name):
    for text in (f"客服{family}{given_name}说", f"，{family}{given_name}经理"):
        assert given_name not in mask_staff(text)


@given(st.from_regex(r"[A-Z]?[0-9]{3,10}", fullmatch=True))
def test_a_work_number_is_hidden_wholly(number):
    assert mask_staff(f"工号{number}的客服") == f"工号{'*' * len(number)}的客服"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.domain.masking import mask_address, mask_id, mask_name, mask_phone, mask_text


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

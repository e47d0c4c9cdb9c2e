import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.domain.summary import LENGTH, summary


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("客户来电称，年费没有告知就扣了。要求退费。", "年费没有告知就扣了"),
        ("尊敬的领导：您好，贷款结清还收违约金！", "贷款结清还收违约金"),
        ("你好，我要投诉，App登录不上，一直转圈。", "App登录不上，一直转圈"),
        ("转办件：投诉人反映，账户被冻结二十天。", "账户被冻结二十天"),
        ("打13812345678没有人接电话", "打138****5678没有人接电话"),
        ("你好", "你好"),
    ],
)
def test_the_title_is_the_matter_not_the_courtesy(text, title):
    assert summary(text) == title


@given(st.text(max_size=200))
def test_a_title_is_short_and_never_fails(text):
    assert len(summary(text)) <= LENGTH

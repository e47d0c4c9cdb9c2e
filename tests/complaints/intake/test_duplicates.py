"""Is this the same matter again?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.domain.status import Status
from complaints.models import Complaint, Contact
from complaints.services import change_status
from complaints.services.duplicates import Draught, likeness, possible_duplicates
from insights.alike import alike, query_for, spread
from sentiment.engine import search_tokens
from sentiment.services import read_contacts
from tests.factories import UserFactory, complaint

FEE = "信用卡年费自动扣收，我从未同意过，客服答应三个工作日内退，至今一分钱没退"
OTHER = "小区晚上施工噪音太大，老人孩子睡不着觉，物业不管，打电话也没人接听"


def suspects(text, user, *, person=None, found=()):
    draught = Draught(text, search_tokens, person)
    return possible_duplicates(draught, user=user, now=timezone.now(), alike=found)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(FEE, FEE, 1.0, id="the same"),
        pytest.param(FEE, OTHER, 0.0, id="nothing in common"),
        pytest.param("退款", FEE, 0.0, id="too short to tell"),
        pytest.param("", "", 0.0, id="empty"),
    ],
)
def test_likeness_goes_from_nothing_to_one(left, right, expected):
    assert likeness(search_tokens(left), search_tokens(right)) == pytest.approx(expected, abs=0.05)


@pytest.mark.django_db
def test_the_same_matter_of_the_same_person_is_found_and_may_be_joined():
    agent = UserFactory()
    case = complaint(FEE, by=agent, phone="13812345678")

    (found,) = suspects(FEE + "，太欺负人了", agent, person=case.complainant_id)

    assert (found.complaint, found.same_matter, found.may_join) == (case, True, True)


@pytest.mark.django_db
def test_another_matter_of_the_same_person_is_shown_but_not_called_the_same():
    agent = UserFactory()
    case = complaint(OTHER, by=agent, phone="13812345678")

    (found,) = suspects(FEE, agent, person=case.complainant_id)

    assert (found.own, found.same_matter) == (True, False)


@pytest.mark.django_db
def test_a_finished_complaint_is_not_joined():
    agent = UserFactory()
    case = complaint(FEE, by=agent, phone="13812345678")
    change_status(case.pk, to=Status.INVALID)

    (found,) = suspects(FEE, agent, person=case.complainant_id)

    assert (found.same_matter, found.may_join) == (True, False)


@pytest.mark.django_db
def test_what_a_colleague_handles_is_neither_opened_nor_joined():
    case = complaint(FEE, by=UserFactory(), phone="13812345678")

    (found,) = suspects(FEE, UserFactory(), person=case.complainant_id)

    assert (found.may_open, found.may_join) == (False, False)


@pytest.mark.django_db
def test_what_is_long_past_is_not_compared():
    agent = UserFactory()
    case = complaint(
        FEE, by=agent, phone="13812345678", occurred_at=timezone.now() - timedelta(days=200)
    )

    assert suspects(FEE, agent, person=case.complainant_id) == []


@pytest.mark.django_db
def test_a_strangers_text_counts_only_when_it_is_alike():
    officer = UserFactory(officer=True)
    near = complaint(FEE + "。", by=officer)
    far = complaint(OTHER, by=officer)
    contacts = Contact.objects.filter(complaint__in=[near, far]).values_list("pk", flat=True)

    found = suspects(FEE, officer, found=contacts)

    assert [it.complaint for it in found] == [near]


@pytest.mark.django_db
def test_at_most_five_are_shown_the_persons_own_first():
    officer = UserFactory(officer=True)
    own = complaint(OTHER, by=officer, phone="13812345678")
    for _ in range(6):
        complaint(FEE, by=officer)

    found = suspects(
        FEE, officer, person=own.complainant_id, found=Contact.objects.values_list("pk", flat=True)
    )

    assert [it.own for it in found] == [True, False, False, False, False]


@pytest.mark.django_db
def test_the_search_index_finds_texts_that_share_rare_words():
    agent = UserFactory()
    near, far = complaint(FEE, by=agent), complaint(OTHER, by=agent)
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))

    found = alike(FEE, now=timezone.now())

    assert list(Complaint.objects.filter(contacts__in=found)) == [near]
    assert far.pk


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "退", "'; DROP TABLE", "!!!", "😡😡😡"])
def test_odd_texts_find_nothing_and_break_nothing(text):
    assert alike(text, now=timezone.now()) == []


def test_the_index_is_asked_for_rare_tokens_not_for_common_ones():
    shares = {"客服": 0.4, "退款": 0.3, "年费": 0.01, "盗刷": 0.02, "冻结": 0.005, "转账": 0.03,
              "扣费": 0.015, "积分": 0.012, "征信": 0.011}  # fmt: skip

    asked = query_for("客服退款年费盗刷冻结转账扣费积分征信", shares)

    assert "'冻结' & '年费' & '征信' & '积分'" in asked
    assert "客服" not in asked


def test_tokens_are_taken_from_all_over_the_text():
    assert spread(list("abcdefghij"), 5) == list("acegi")

"""我的待办."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from complaints.domain.status import Status
from complaints.services import assign, change_status, promise
from complaints.services.drafts import save_draft
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
URL = "/complaints/work/"


def shown(response):
    return [case.reference for case in response.context["complaints"]]


def test_mine_are_those_i_own_and_those_i_registered_that_nobody_owns(desk, agent):
    waiting = complaint(by=agent)
    owned = complaint(by=UserFactory())
    assign(owned.pk, to=agent)
    given_away = complaint(by=agent)
    assign(given_away.pk, to=UserFactory())
    complaint(by=UserFactory())

    assert set(shown(desk.get(URL))) == {waiting.reference, owned.reference}


def test_what_is_finished_waits_no_longer(desk, agent):
    case = complaint(by=agent)
    change_status(case.pk, to=Status.WITHDRAWN)

    assert shown(desk.get(URL)) == []


def test_the_soonest_limit_stands_first(desk, agent):
    late = complaint(by=agent, occurred_at=timezone.now() - timedelta(days=20))
    fresh = complaint(by=agent)

    assert shown(desk.get(URL)) == [late.reference, fresh.reference]


def test_open_promises_and_unfinished_drafts_are_there(desk, agent):
    case = complaint(by=agent)
    made = promise(case.pk, what="回电", due_at=timezone.now(), by=agent)
    save_draft(uuid4(), {"text": ["手机13812345678的客户说"]}, by=agent, version=0)
    save_draft(uuid4(), {"text": ["别人的"]}, by=UserFactory(), version=0)

    context = desk.get(URL).context

    assert list(context["promises"]) == [made]
    assert [it["opening"] for it in context["drafts"]] == ["手机138****5678的客户说"]


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_costs_the_same_however_long(desk, agent, rows, django_assert_num_queries):
    for _ in range(rows):
        case = complaint(by=agent)
        promise(case.pk, what="回电", due_at=timezone.now(), by=agent)
        save_draft(uuid4(), {"text": ["半句"]}, by=agent, version=0)

    with django_assert_num_queries(6):
        response = desk.get(URL)

    assert len(shown(response)) == rows

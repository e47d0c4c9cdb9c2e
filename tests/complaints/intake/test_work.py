"""我的待办."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from complaints.domain.status import Status
from complaints.models import Complaint
from complaints.services import assign, change_status, promise
from complaints.services.drafts import save_draft
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
URL = "/complaints/work/"


def shown(response):
    context = response.context
    return [case.reference for case in [*context["fresh"], *context["complaints"]]]


def registered_before(case, **ago):
    """The case as if it had been registered so long ago."""
    Complaint.objects.filter(pk=case.pk).update(registered_at=timezone.now() - timedelta(**ago))
    return case


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
    registered_before(late, hours=1)
    registered_before(fresh, hours=1)

    assert shown(desk.get(URL)) == [late.reference, fresh.reference]


def test_what_was_just_registered_stands_on_top_and_only_once(desk, agent):
    late = complaint(by=agent, occurred_at=timezone.now() - timedelta(days=20))
    registered_before(late, minutes=16)
    fresh = complaint(by=agent)

    context = desk.get(URL).context

    assert [case.reference for case in context["fresh"]] == [fresh.reference]
    assert [case.reference for case in context["complaints"]] == [late.reference]


def test_just_registered_is_what_i_registered_myself(desk, agent):
    handed = complaint(by=UserFactory())
    assign(handed.pk, to=agent)

    context = desk.get(URL).context

    assert context["fresh"] == []
    assert [case.reference for case in context["complaints"]] == [handed.reference]


def test_more_than_a_handful_just_registered_goes_on_by_limit(desk, agent):
    cases = [complaint(by=agent) for _ in range(6)]

    context = desk.get(URL).context

    assert [case.reference for case in context["fresh"]] == [
        case.reference for case in reversed(cases[1:])
    ]
    assert [case.reference for case in context["complaints"]] == [cases[0].reference]


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
        case = registered_before(complaint(by=agent), hours=1)
        promise(case.pk, what="回电", due_at=timezone.now(), by=agent)
        save_draft(uuid4(), {"text": ["半句"]}, by=agent, version=0)

    with django_assert_num_queries(7):
        response = desk.get(URL)

    assert len(shown(response)) == rows

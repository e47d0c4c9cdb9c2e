"""A promise that runs out is noticed by itself, once, in every matter of that person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.domain.status import Status
from complaints.models import Promise
from complaints.services import change_status, keep_promise
from complaints.services.promises import notice_breaches
from outbox.models import OutboxEvent
from tests.factories import complaint

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def promised(case, due_at) -> Promise:
    return Promise.objects.create(
        complaint=case, what="回电", due_at=due_at, created_at=due_at - HOUR
    )


def told() -> set[int]:
    """Complaints that somebody must judge again."""
    events = OutboxEvent.objects.filter(kind="ComplaintChanged")
    return {event.payload["complaint_id"] for event in events}


def test_it_is_noticed_when_its_time_has_passed_and_only_once(now):
    case = complaint()
    promised(case, now + HOUR)

    noticed = [notice_breaches(now + hours * HOUR) for hours in (0, 2, 3)]

    assert noticed == [0, 1, 0]
    assert told() == {case.pk}
    assert Promise.objects.get().breach_noticed_at == now + 2 * HOUR


def test_one_that_was_kept_in_time_is_none(now):
    kept = promised(complaint(), now + HOUR)
    keep_promise(kept.pk)

    assert notice_breaches(now + 2 * HOUR) == 0


def test_one_that_was_kept_too_late_is_broken_all_the_same(now):
    late = promised(complaint(), now - HOUR)
    keep_promise(late.pk)

    assert notice_breaches(now) == 1


def test_every_open_matter_of_that_person_is_judged_again(now):
    case, other, finished, stranger = (
        complaint(text, phone=phone)
        for text, phone in [
            ("退款没有到账，一直没人回电话", "13800000001"),
            ("宽带断了三天，报修没有人来", "13800000001"),
            ("快递丢失，赔偿谈不拢，非常失望", "13800000001"),
            ("空调漏水，把地板泡坏了", "13800000002"),
        ]
    )
    change_status(finished.pk, to=Status.WITHDRAWN)
    OutboxEvent.objects.all().delete()
    promised(case, now - HOUR)

    notice_breaches(now)

    assert told() == {case.pk, other.pk}
    assert stranger.pk not in told()


def test_many_are_noticed_in_turns(now):
    case = complaint()
    for minutes in range(3):
        promised(case, now - HOUR - timedelta(minutes=minutes))

    assert [notice_breaches(now, limit=2) for _ in range(3)] == [2, 1, 0]

"""Portraits are kept current, and a second run leaves no trace."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from complaints.domain.status import Status
from complaints.models import Promise
from complaints.services import change_status
from outbox.delivery import drain
from outbox.models import Delivery, OutboxEvent
from outbox.registry import Subscriber, subscribers
from outbox.services import publish
from profiling.facts import PortraitRefreshed
from profiling.models import Portrait
from profiling.services import refresh_after_change, refresh_portraits, refresh_stale
from sentiment.facts import ContactRead
from tests.profiling.builders import make_complainant, make_complaint, make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """What a listener would hear, as (complainant, complaint) pairs."""
    listener = Subscriber("tests.listen", PortraitRefreshed, "default", 100, lambda facts: None)
    subscribers[listener.name] = listener
    yield lambda: [
        (event.payload["complainant_id"], event.payload["complaint_id"])
        for event in OutboxEvent.objects.filter(kind="PortraitRefreshed")
    ]
    del subscribers[listener.name]


def history():
    return apps.get_model("profiling", "PortraitHistory").objects


def test_a_contact_that_was_read_draws_a_portrait_with_its_evidence():
    complaint = make_complaint(make_complainant(birth_year=1983), demands=["FACT_REFUND"])
    contact = make_contact(complaint, text="打了三次没人理我", wait_seconds=400)

    assert refresh_portraits([complaint.complainant_id]) == {complaint.complainant_id}

    portrait = Portrait.objects.get()
    [motive] = [label for label in portrait.motive if label["label"] == "MOTIVE"]
    assert motive["words"] == [{"contact": contact.pk, "text": "没人理"}]
    assert (portrait.contacts, portrait.complaints, portrait.open_complaints) == (1, 1, 1)
    assert (portrait.last_emotion, portrait.intensity) == ("ANGER", 4.0)
    assert portrait.behaviour[0]["label"] == "OUR_WAITS"


def test_refreshing_twice_changes_nothing_and_writes_no_history():
    complaint = make_complaint(make_complainant())
    make_contact(complaint)
    now = timezone.now()
    refresh_portraits([complaint.complainant_id], now=now)
    before = Portrait.objects.values().get()

    assert refresh_portraits([complaint.complainant_id], now=now) == set()
    assert Portrait.objects.values().get() == before
    assert history().count() == 0


def test_a_change_makes_the_next_version_and_keeps_the_one_before():
    complaint = make_complaint(make_complainant())
    make_contact(complaint)
    refresh_portraits([complaint.complainant_id])
    make_contact(complaint, intensity=4.8)

    refresh_portraits([complaint.complainant_id])

    assert Portrait.objects.get().version == 2
    assert [row.version for row in history().all()] == [1]


def test_a_batch_costs_the_same_queries_as_one(django_assert_num_queries):
    people = [make_complainant() for _ in range(20)]
    for person in people:
        make_contact(make_complaint(person))

    with django_assert_num_queries(10):
        refresh_portraits([people[0].pk])
    with django_assert_num_queries(10):
        refresh_portraits([person.pk for person in people])

    assert Portrait.objects.count() == 20


def test_every_matter_of_the_batch_is_told_even_if_nothing_changed(told):
    complaint = make_complaint(make_complainant())
    pair = (complaint.complainant_id, complaint.pk)
    refresh_portraits([pair[0]])

    refresh_portraits([pair[0]], matters=[pair, pair])

    assert told() == [pair]


def test_a_change_that_leaves_the_portrait_alone_is_not_told(told):
    complaint = make_complaint(make_complainant())
    pair = (complaint.complainant_id, complaint.pk)
    refresh_portraits([pair[0]])

    refresh_after_change([pair])

    assert told() == []


def test_closing_a_complaint_changes_the_portrait_and_is_told(told):
    complaint = make_complaint(make_complainant())
    pair = (complaint.complainant_id, complaint.pk)
    refresh_portraits([pair[0]])
    change_status(complaint.pk, to=Status.WITHDRAWN)

    refresh_after_change([pair])

    assert Portrait.objects.get().open_complaints == 0
    assert told() == [pair]


def test_a_broken_promise_is_counted_when_the_portrait_is_drawn():
    complaint = make_complaint(make_complainant())
    now = timezone.now()
    Promise.objects.create(
        complaint=complaint, what="回电", due_at=now - timedelta(hours=1), created_at=now
    )

    refresh_portraits([complaint.complainant_id])

    assert Portrait.objects.get().broken_promises == 1


def test_whoever_goes_quiet_is_no_longer_counted_as_calling():
    complaint = make_complaint(make_complainant())
    make_contact(complaint)
    now = timezone.now()
    refresh_portraits([complaint.complainant_id], now=now)

    drawn = [refresh_stale(now + timedelta(days=days)) for days in (29, 31, 31)]

    assert drawn == [0, 1, 0]
    assert Portrait.objects.get().contacts_30d == 0


def test_only_the_newest_contacts_are_loaded_but_all_are_counted(monkeypatch):
    monkeypatch.setattr("profiling.history.LOADED", 3)
    complaint = make_complaint(make_complainant())
    for hours in range(5):
        make_contact(
            complaint, occurred_at=timezone.now() - timedelta(hours=hours), intensity=1 + hours
        )

    refresh_portraits([complaint.complainant_id])

    portrait = Portrait.objects.get()
    assert (portrait.contacts, portrait.contacts_30d, portrait.intensity) == (5, 3, 1.0)


def test_a_complainant_who_is_gone_is_left_out():
    assert refresh_portraits([999_999]) == set()
    assert OutboxEvent.objects.count() == 0


def test_a_contact_that_was_read_reaches_the_portrait_through_the_outbox():
    complaint = make_complaint(make_complainant())
    contact = make_contact(complaint)
    publish(ContactRead(contact.pk, complaint.pk, complaint.complainant_id))

    drain("profiling.refresh")

    assert Portrait.objects.get().contacts == 1
    assert Delivery.objects.get(subscriber="profiling.refresh").status == Delivery.DONE

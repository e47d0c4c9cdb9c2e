"""COPY stores what the ORM would."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.domain.intake import Person
from complaints.models import Complainant, Complaint, Contact
from complaints.services.people import make
from outbox.copying import copy_in, copy_missing, copy_rows
from outbox.models import OutboxEvent
from tests.factories import complaint, receive

pytestmark = pytest.mark.django_db
NASTY = ["", "\\N", "\\.", "a\tb\nc\rd", "q\"u'o\\te", "{x,y}", "NULL", "诉镜 😀\ufffd"]


@pytest.mark.parametrize("text", NASTY)
def test_texts_arrive_as_they_are(text):
    receipt = receive("退款" + text + "。", product=text, demands=("FACT_REFUND",))

    stored = Contact.objects.select_related("complaint").get(pk=receipt.contact_id)
    assert stored.text == "退款" + text.replace("\r", "\n") + "。"
    assert stored.complaint.demands == ["FACT_REFUND"]


@pytest.mark.parametrize("text", NASTY)
def test_arrays_and_json_arrive_as_they_are(text):
    first = complaint()
    first.pk, first.reference, first.demands = None, "X", [text, "b"]
    event = {"text": text, "list": [1, None, True, 0.5]}

    copy_in([first])
    copy_rows(OutboxEvent, ("kind", "payload", "created_at"), [("Test", event, timezone.now())])

    assert Complaint.objects.get(reference="X").demands == [text, "b"]
    assert OutboxEvent.objects.get(kind="Test").payload == event


def test_numbers_nulls_and_empty_arrays_arrive_as_they_are():
    stored = complaint(amount=Decimal("12.30"))
    bare = complaint()

    assert (stored.amount, bare.amount) == (Decimal("12.30"), None)
    assert (bare.demands, bare.finished_at, bare.is_demo) == ([], None, False)


def test_a_taken_value_is_an_integrity_error():
    first = complaint()
    first.pk = None

    with pytest.raises(IntegrityError, match="reference"), transaction.atomic():
        copy_in([first])


@pytest.mark.parametrize("count", [3, 60])
def test_only_missing_ones_are_stored_sealed(count):
    people = [Person(name=f"张{n}", phone=f"138001380{n:02}") for n in range(count)]
    rows = [make(person, now=timezone.now(), is_demo=False) for person in people]
    more = [make(person, now=timezone.now(), is_demo=False) for person in people]

    copy_missing(rows[: count - 1])
    copy_missing(more)

    assert Complainant.objects.count() == count
    assert sorted(person.name for person in Complainant.objects.all()) == sorted(
        person.name for person in people
    )

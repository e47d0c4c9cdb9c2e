"""The one way in, whatever the channel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from complaints.domain.intake import MAX_TEXT, NewContact, Person, Problem
from complaints.models import Clock, Complainant, Complaint, Contact
from complaints.services import Sender, receive_contacts, recognise
from complaints.services.reference_data import load_reference_data
from outbox.models import OutboxEvent
from tests.factories import UserFactory, complaint, receive

pytestmark = pytest.mark.django_db


def test_a_contact_becomes_a_complaint_with_number_clock_and_fact():
    receipt = receive()

    made = Complaint.objects.get()
    assert (receipt.created, receipt.reference) == (True, made.reference)
    assert made.reference.startswith(f"TS{timezone.localdate():%Y%m%d}-")
    assert [clock.profile_id for clock in Clock.objects.all()] == ["FIN_NFRA.decide"]
    assert [event.kind for event in OutboxEvent.objects.all()] == ["ContactReceived"]


def test_a_person_is_sealed_masked_and_found_again_by_phone():
    receive(person=Person(name="张三", phone="+86 138-1234-5678", address="上海市静安区1号"))

    known = recognise(phone="13812345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, address FROM complaints_complainant")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert (known.masked_name, known.masked_phone, known.phone) == (
        "张**",
        "138****5678",
        "13812345678",
    )
    assert "张三".encode() not in stored and b"13812345678" not in stored


def test_the_same_phone_is_the_same_complainant_and_strangers_are_not():
    for phone in ("13800000001", "13800000001", "", ""):
        receive(person=Person(phone=phone))

    assert Complainant.objects.count() == 3


def test_a_shared_phone_does_not_join_two_identity_numbers():
    receive(person=Person(phone="13800000001", id_number="11010519491231002X"))
    receive(person=Person(phone="13800000001", id_number="440308199901010012"))

    assert Complainant.objects.count() == 2


def test_the_same_external_number_is_received_once():
    user = UserFactory()
    first = receive(sender=Sender(user, "crm"), external_id="A-1")
    again = receive("别的话，同一个单号。", sender=Sender(user, "crm"), external_id="A-1")

    assert (again.created, again.reference) == (False, first.reference)
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_concurrent_senders_of_the_same_number_get_one_complaint():
    load_reference_data()
    sender = Sender(UserFactory(), "crm")

    def send(_: int) -> str:
        try:
            return receive(sender=sender, external_id="A-1").reference
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        references = set(pool.map(send, range(8)))

    assert len(references) == 1
    assert Complaint.objects.count() == 1


def test_good_rows_are_kept_when_others_are_refused():
    load_reference_data()
    now = timezone.now()
    rows = [
        NewContact("投诉收费不透明", "APP", now),
        NewContact("  ", "APP", now),
        NewContact("投诉", "NOWHERE", now),
        NewContact("投诉", "APP", now + timedelta(days=1)),
        NewContact("投" * (MAX_TEXT + 1), "APP", now),
        NewContact("投诉", "APP", now, amount=Decimal("-1"), demands=("FACT_REFUND", "X")),
        NewContact("投诉", "APP", now, reference="TS20200101-000001"),
    ]

    receipts = receive_contacts(rows, sender=Sender(UserFactory()))

    assert [[(p.field, p.code) for p in receipt.problems] for receipt in receipts] == [
        [],
        [("text", "empty")],
        [("channel", "unknown")],
        [("occurred_at", "in_the_future")],
        [("text", "too_long")],
        [("demands", "unknown"), ("amount", "out_of_range")],
        [("reference", "unknown")],
    ]
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("空\x00字符", "空�字符"),
        ("半个\ud83d代理", "半个�代理"),
        ("一\r\n二\x07", "一\n二�"),
        ("😡" * 3, "😡😡😡"),
    ],
)
def test_odd_characters_lose_nothing_but_themselves(typed, kept):
    receive(typed)

    assert Contact.objects.get().text == kept


def test_a_second_contact_joins_the_complaint_it_names():
    user = UserFactory()
    first = complaint(by=user)

    receive("还是没有人给我回电话！", by=user, reference=first.reference)

    assert first.contacts.count() == 2
    assert Complaint.objects.count() == 1


def test_nobody_adds_to_a_complaint_they_may_not_see():
    first = complaint()

    receipt = receive("我来补充", by=UserFactory(), reference=first.reference)

    assert receipt.problems == (Problem("reference", "unknown", first.reference),)


@pytest.mark.parametrize("phone", ["无", "none", "-", "+", "110", "۱۲۳", "tel:"])
def test_a_phone_that_is_none_or_everybodys_joins_nobody(phone):
    first, second = complaint(phone=phone), complaint(phone=phone)

    assert first.complainant_id != second.complainant_id

"""Texts that are meant to break something: refused in words at the edge, or read like any other."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alerts.models import Risk
from complaints.models import Contact
from complaints.services.reference_data import load_reference_data
from outbox.models import Delivery
from sentiment.models import Reading
from tests.api.clients import ONE, contact, program
from tests.factories import UserFactory, receive
from tests.journeys.world import work_off

pytestmark = pytest.mark.django_db
MILLIONS = "退款" * 1_700_000  # 10 MB in UTF-8
TEXTS = {
    "control characters": "退\x00款\x07一直\x1b[31m没\x7f到账",
    "emoji": "😡" * 9_000,
    "joined emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 1_000,
    "combining marks": "Z" + "\u0337\u031b\u0300\u0301" * 4_000,
    "bidirectional": "\u202e款退到没\u202c\u200b\u200d\ufeff",
    "one letter": "啊" * 15_000,
    "no letters": "！？。，" * 3_000,
    "nested brackets": "【" * 5_000,
    "digits": "1" * 15_000,
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}' OR 1=1 --",
}
REFUSE = """
CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.contact_id = {contact} THEN RAISE EXCEPTION 'this one is poisonous'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON sentiment_reading
    FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse();
"""


@pytest.fixture
def crm():
    load_reference_data()
    return program()


@pytest.fixture
def desk(client):
    load_reference_data()
    client.force_login(UserFactory())
    return client


def form(text: str) -> dict[str, str]:
    return {
        "draft": str(uuid4()),
        "text": text,
        "channel": "PHONE_HOTLINE",
        "category": "FEE02",
        "demands": "FACT_REFUND",
        "occurred_at": timezone.now().isoformat(),
    }


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_odd_texts_are_taken_read_and_shown(crm, client, text):
    answer = crm.post(ONE, contact(text=text))
    work_off()
    client.force_login(UserFactory(officer=True))
    page = client.get(reverse("complaints:detail", args=[answer.json()["reference"]]))

    assert (answer.status_code, page.status_code) == (201, 200)
    assert Reading.objects.count() == Risk.objects.count() == 1
    assert not Delivery.objects.exclude(status=Delivery.DONE).exists()
    assert "<script>alert" not in page.content.decode()


def test_lone_surrogates_are_replaced(crm):
    raw = json.dumps(contact(text="退款\ud83d一直没到账")).encode()

    assert crm.post(ONE, raw).status_code == 201
    assert Contact.objects.get().text == "退款�一直没到账"


def test_ten_megabytes_are_refused_by_the_api(crm):
    assert crm.post(ONE, contact(text=MILLIONS)).status_code == 413
    assert crm.post(ONE, contact(text=MILLIONS[:200_000])).status_code == 422
    assert not Contact.objects.exists()


def test_ten_megabytes_are_refused_by_the_desk_in_words(desk):
    too_much = desk.post(reverse("complaints:intake"), form(MILLIONS))
    too_long = desk.post(reverse("complaints:intake"), form(MILLIONS[:200_000]))

    assert (too_much.status_code in (400, 413), too_long.status_code) == (True, 422)
    assert too_long.context["form"].errors["text"]
    assert not Contact.objects.exists()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_assist_reads_along_whatever_is_typed(desk, text):
    answer = desk.post(reverse("insights:assist"), form(text), headers={"HX-Request": "true"})

    assert answer.status_code == 200


@pytest.fixture
def poisonous() -> Iterator[int]:
    """A contact whose reading the database refuses to store."""
    pk = receive().contact_id
    with connection.cursor() as cursor:
        cursor.execute(REFUSE.format(contact=pk))
    yield pk


def test_a_stored_one_fails_alone_and_can_be_tried_again(poisonous, client):
    others = {receive().contact_id for _ in range(5)}

    work_off()

    assert set(Reading.objects.values_list("pk", flat=True)) == others
    stuck = Delivery.objects.exclude(status=Delivery.DONE).get()
    assert "this one is poisonous" in stuck.error

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER refuse ON sentiment_reading")
    Delivery.objects.filter(pk=stuck.pk).update(status=Delivery.FAILED)
    client.force_login(UserFactory(administrator=True))
    client.post(reverse("outbox:retry"), {"delivery": stuck.pk})
    work_off()

    assert Risk.objects.count() == len(others) + 1

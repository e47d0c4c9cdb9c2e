import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery, OutboxEvent
from outbox.registry import subscribers
from outbox.words import FACTS, QUEUES
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed() -> Delivery:
    now = timezone.now()
    event = OutboxEvent.objects.create(kind="ContactReceived", payload={}, created_at=now)
    return Delivery.objects.create(
        event=event, subscriber="sentiment.read", status="failed", due_at=now, error="boom"
    )


def test_an_administrator_sees_what_failed_and_tries_it_again(client, failed):
    client.force_login(UserFactory(administrator=True))

    page = client.get(reverse("outbox:status"))
    client.post(reverse("outbox:retry"), {"delivery": failed.pk})

    failed.refresh_from_db()
    assert "boom" in page.content.decode()
    assert failed.status == "pending"


def test_every_listener_fact_and_queue_has_a_name_for_people():
    assert [name for name, each in subscribers.items() if each.title == name] == []
    assert {each.fact.__name__ for each in subscribers.values()} <= set(FACTS)
    assert {each.queue for each in subscribers.values()} <= set(QUEUES)


@pytest.mark.parametrize("role", ["agent", "supervisor", "officer"])
def test_nobody_else_finds_the_page(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("outbox:status")).status_code == 404
    assert client.post(reverse("outbox:retry")).status_code == 404

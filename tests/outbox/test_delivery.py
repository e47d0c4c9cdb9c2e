"""Facts are delivered at least once, in batches, and a poisonous one fails alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from outbox import delivery, services
from outbox.models import BACK_OFF, LEASE, Delivery, OutboxEvent
from outbox.registry import Fact, subscribe, subscribers

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class BellRung(Fact):
    number: int


@pytest.fixture
def heard() -> Iterator[list[list[int]]]:
    """What a subscriber was handed, batch by batch; number 13 makes it fail."""
    batches: list[list[int]] = []

    @subscribe(BellRung, name="test.hear", batch=3)
    def hear(facts: Sequence[BellRung]) -> None:
        batches.append([fact.number for fact in facts])
        if 13 in batches[-1]:
            raise ValueError("unlucky")

    yield batches
    del subscribers["test.hear"]


def publish(*numbers: int) -> None:
    with transaction.atomic():
        services.publish(*(BellRung(number) for number in numbers))


def statuses() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("status", flat=True))


def test_a_fact_needs_a_transaction(transactional_db, heard):
    with pytest.raises(RuntimeError):
        services.publish(BellRung(1))


def test_a_fact_nobody_listens_to_is_not_kept():
    publish(1)

    assert not OutboxEvent.objects.exists()


def test_facts_are_handed_over_in_batches(heard):
    publish(1, 2, 3, 4)

    assert delivery.drain("test.hear") == 4
    assert heard == [[1, 2, 3], [4]]
    assert statuses() == ["done"] * 4


def test_when_its_time_is_over_no_further_batch_is_begun(heard):
    publish(1, 2, 3, 4)

    assert delivery.drain("test.hear", seconds=0) == 3
    assert delivery.drain("test.hear", seconds=0) == 1


def test_a_poisonous_fact_fails_alone(heard):
    publish(1, 13, 3)

    delivery.drain("test.hear")

    assert heard == [[1, 13, 3], [1], [13], [3]]
    assert statuses() == ["done", "pending", "done"]
    assert "unlucky" in Delivery.objects.get(status="pending").error


def test_a_failing_fact_waits_longer_each_time_and_is_given_up(heard):
    publish(13)
    for _ in range(len(BACK_OFF) + 1):
        Delivery.objects.update(due_at=timezone.now())
        delivery.drain("test.hear")

    assert statuses() == ["failed"]
    assert len(heard) == len(BACK_OFF) + 1


def test_what_kills_its_worker_is_handed_over_alone_and_given_up_in_the_end(heard):
    publish(1, 2, 3)
    killer = Delivery.objects.order_by("pk").first()
    Delivery.objects.filter(pk=killer.pk).update(attempts=2)

    delivery.drain("test.hear")
    assert sorted(map(len, heard)) == [1, 2]

    Delivery.objects.filter(pk=killer.pk).update(status="pending", attempts=len(BACK_OFF) + 1)
    Delivery.objects.update(due_at=timezone.now())
    delivery.drain("test.hear")
    killer.refresh_from_db()
    assert killer.status == "failed"
    assert len(heard) == 2


def test_a_payload_that_no_longer_fits_fails_with_its_reason(heard):
    publish(1)
    OutboxEvent.objects.update(payload={})

    delivery.drain("test.hear")

    assert "number" in Delivery.objects.get().error


def test_what_was_given_up_can_be_tried_again(heard):
    publish(13)
    Delivery.objects.update(status="failed", attempts=9)

    assert services.retry(Delivery.objects.all()) == 1
    assert statuses() == ["pending"]


def test_a_claimed_delivery_is_left_alone_until_its_lease_ends(heard):
    publish(1)
    now = timezone.now()

    first = Delivery.objects.claim("test.hear", limit=9, now=now)
    second = Delivery.objects.claim("test.hear", limit=9, now=now + LEASE / 2)
    third = Delivery.objects.claim("test.hear", limit=9, now=now + LEASE + timedelta(seconds=1))

    assert [len(first), len(second), len(third)] == [1, 0, 1]


def test_live_facts_overtake_bulk_facts(heard):
    with services.priority(Delivery.BULK):
        publish(1, 2)
    publish(3)

    delivery.drain("test.hear")

    assert heard == [[3], [1, 2]]


def test_facts_published_while_handling_keep_the_priority_of_their_cause(heard):
    @subscribe(BellRung, name="test.echo")
    def echo(facts: Sequence[BellRung]) -> None:
        if facts[0].number == 1:
            services.publish(BellRung(2))

    with services.priority(Delivery.BULK):
        publish(1)
    delivery.drain("test.echo")
    del subscribers["test.echo"]

    assert set(Delivery.objects.values_list("priority", flat=True)) == {Delivery.BULK}


def test_purging_forgets_only_what_everybody_heard_long_ago(heard):
    publish(1, 2)
    delivery.drain("test.hear")
    Delivery.objects.filter(event__payload={"number": 1}).update(
        finished_at=timezone.now() - services.KEPT * 2
    )
    OutboxEvent.objects.update(created_at=timezone.now() - services.KEPT * 2)

    services.purge()

    assert [event.payload for event in OutboxEvent.objects.all()] == [{"number": 2}]


def test_facts_of_a_rolled_back_transaction_are_never_heard(heard):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.publish(BellRung(1))
        raise ZeroDivisionError

    assert delivery.drain("test.hear") == 0

"""A worker is killed in the middle of reading again; the next one goes on where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.models import Contact
from outbox.doorbell import redis
from outbox.models import Delivery, OutboxEvent
from sentiment import doorbell
from sentiment.models import Reading, RescoreJob
from sentiment.services import read_contacts, rescoring
from tests.factories import UserFactory
from tests.journeys.test_killed import bring
from tests.journeys.test_killed import sender as sender  # a fixture
from tests.journeys.workers import Program, beat, wait_until, worker

COUNT = 4000  # four batches
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[list[Program]]:
    found = [beat(tmp_path)]
    yield found
    for program in found:
        program.kill()


def read_by_an_older_engine(sender) -> None:
    bring(range(COUNT), sender)
    keys = list(Contact.objects.values_list("pk", flat=True))
    for start in range(0, COUNT, 1000):
        read_contacts(keys[start : start + 1000])
    OutboxEvent.objects.all().delete()
    Reading.objects.update(engine_version="0.9+old", emotion="SAD")


def progress(job: RescoreJob) -> int:
    job.refresh_from_db()
    return job.done


def test_after_a_kill_every_contact_is_read_again_exactly_once(sender, programs, tmp_path):
    read_by_an_older_engine(sender)
    job = rescoring.start(by=UserFactory(administrator=True))
    doorbell.send("run_rescore", job.pk)
    programs.append(worker(tmp_path))
    wait_until(lambda: progress(job) > 0, log=programs[-1].log)

    programs[-1].kill()
    redis.flushdb()
    half = progress(job)
    programs.append(worker(tmp_path))
    wait_until(lambda: progress(job) == COUNT, log=programs[-1].log)
    wait_until(lambda: RescoreJob.objects.get().status == RescoreJob.DONE, log=programs[-1].log)

    job.refresh_from_db()
    told = OutboxEvent.objects.filter(kind="ContactRead").values_list("payload", flat=True)
    assert 0 < half < COUNT
    assert set(Reading.objects.values_list("engine_version", flat=True)) == {job.engine}
    assert len({each["contact_id"] for each in told}) == len(told) == job.changed == COUNT
    assert set(Delivery.objects.values_list("priority", flat=True)) == {Delivery.BULK}

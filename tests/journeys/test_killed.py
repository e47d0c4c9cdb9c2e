"""Workers are killed and Redis is emptied in the middle; nothing is lost and nothing is doubled.

KILL_CONTACTS=5000 runs it at full size and waits for the real lease of two minutes.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.services import create_department
from alerts.models import Alert, Notice
from alerts.seeds import load_alert_rules
from complaints.domain.intake import NewContact
from complaints.models import Contact
from complaints.services import Sender, receive_contacts
from complaints.services.reference_data import load_reference_data
from outbox.doorbell import redis
from outbox.models import LEASE, Delivery
from outbox.services import priority
from sentiment.models import Reading
from tests.factories import UserFactory
from tests.journeys.following import all_heard, counts, verdicts, wrong_sums
from tests.journeys.workers import Program, beat, wait_until, worker
from tests.journeys.world import work_off

COUNT = int(os.environ.get("KILL_CONTACTS", "1000"))
PATIENT = "KILL_CONTACTS" in os.environ
LONG = 900 if PATIENT else 120  # seconds; on a busy machine processes start slowly
SAID = (
    "你好，我想咨询一下退款什么时候能到账，谢谢。",
    "太欺负人了，再不给我解决我今天就打12378投诉，还要找电视台曝光你们！",
    "年费重复扣了96元，打了三次电话没人管。",
    "App 昨天升级以后一直闪退，转账都转不了。",
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sender() -> Sender:
    load_reference_data()
    load_alert_rules()
    place = create_department("一组")
    UserFactory(supervisor=True, department=place)
    return Sender(UserFactory(department=place), source="crm")


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[Program]]:
    """The sweep's clock; workers are added. All of it is gone afterwards."""
    programs = [beat(tmp_path)]
    yield programs
    for program in programs:
        program.kill()


def bring(numbers: range, sender: Sender) -> None:
    for start in range(numbers.start, numbers.stop, 500):
        some = range(start, min(start + 500, numbers.stop))
        rows = [NewContact(SAID[n % 4], "APP", timezone.now(), external_id=str(n)) for n in some]
        with priority(Delivery.BULK):
            receive_contacts(rows, sender=sender)


def kill_in_the_middle(worker: Program, already: int) -> None:
    """SIGKILL while a batch is in hand, after so many readings; Redis is emptied with it."""
    held = Delivery.objects.pending().filter(attempts__gt=0, due_at__gt=timezone.now())

    def caught() -> bool:
        if Reading.objects.count() < already or not held.exists():
            return False
        worker.freeze()  # the batch may have ended while we looked
        if held.exists():
            return True
        worker.thaw()
        return False

    wait_until(caught, log=worker.log, seconds=LONG)
    worker.kill()
    redis.flushdb()


def let_leases_run_out() -> None:
    if not PATIENT:
        Delivery.objects.pending().filter(attempts__gt=0).update(due_at=F("due_at") - LEASE)


def by_kind() -> dict[str, set]:
    """The verdicts that each of the four sentences was given."""
    found: dict[str, set] = {}
    for text, verdict in verdicts():
        found.setdefault(text, set()).add(verdict)
    return found


def test_after_kills_every_contact_is_read_and_judged_exactly_once(sender, workers, tmp_path):
    bring(range(4), sender)
    work_off()
    undisturbed = by_kind()

    bring(range(4, COUNT), sender)
    for share in (0, 0.4):
        workers.append(worker(tmp_path))
        kill_in_the_middle(workers[-1], int(COUNT * share))
        let_leases_run_out()
    workers.append(worker(tmp_path))
    open_ones = Delivery.objects.exclude(status=Delivery.DONE)
    wait_until(lambda: not open_ones.exists(), log=workers[-1].log, seconds=LONG)

    assert counts() == all_heard(COUNT)
    assert Contact.objects.values("external_id").distinct().count() == COUNT
    assert wrong_sums() == []
    assert by_kind() == undisturbed
    about_cases = Alert.objects.exclude(complaint=None)
    assert set(about_cases.values_list("hits", "status")) <= {(1, Alert.OPEN)}
    told = Notice.objects.values_list("alert", "user", "channel", "step")
    assert len(told) == len(set(told))

"""Tell the story through the real services, so that the demo is what the product makes of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from random import Random

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from accounts.people import load_people
from alerts.models import Alert
from alerts.services.phrases import watch_phrases
from alerts.services.surges import FEWEST, watch_surges
from complaints.facts import ComplaintChanged
from complaints.models import Complainant, Complaint
from complaints.services import Sender, receive_contacts
from insights.demo.past import age
from insights.demo.story import Scene, story
from outbox.delivery import drain
from outbox.models import Delivery
from outbox.registry import subscribers
from outbox.services import priority, publish

SEED = 20261122
type_of_report = Callable[[str, int, int], None]


def load_demo(report: type_of_report, *, scale: float = 1.0, now: datetime | None = None) -> int:
    """Write sixty days up to `now`; returns how many complaints there are.

    `report(what, done, all)` is told how far it is. Raises RuntimeError where DEMO is off.
    """
    now = now or timezone.localtime()
    people = load_people()
    scenes = story(now, seed=SEED, scale=scale)
    _receive(scenes, people, now, report)
    _work_off(report)
    age(now, people, Random(SEED))
    _tell_changes()
    watch_surges(now=now)
    watch_phrases(now=now)
    _work_off(report)
    return Complaint.objects.filter(is_demo=True).count()


def _receive(scenes: list[Scene], people: dict[str, User], now: datetime, report) -> None:
    threads: dict[str, str] = {}
    dice, done = Random(SEED), 0
    for _, part in groupby(scenes, key=lambda scene: scene.contact.occurred_at.date()):
        batch = list(part)
        for sender, own in _by_sender(batch, people, dice).items():
            _send(own, sender, threads, now)
        done += len(batch)
        report("contacts", done, len(scenes))


def _by_sender(
    batch: Iterable[Scene], people: dict[str, User], dice: Random
) -> dict[Sender, list[Scene]]:
    """Calls are taken by agents, posts by the social desk, transfers by the officers' desk."""
    sorted_out: dict[Sender, list[Scene]] = defaultdict(list)
    for scene in batch:
        agent = people[dice.choice(("agent", "agent2"))]
        channel = scene.contact.channel
        by = people["officer"] if channel.startswith(("REG_", "GOV_", "CCA", "MEDIA")) else agent
        home = by.department if by is agent else agent.department
        source = "feed" if channel.startswith(("SOCIAL", "PLATFORM")) else "desk"
        sorted_out[Sender(by, source, home, is_demo=True)].append(scene)
    return sorted_out


def _send(scenes: list[Scene], sender: Sender, threads: dict[str, str], now: datetime) -> None:
    plain = [scene.contact for scene in scenes if not scene.thread]
    with priority(Delivery.BULK):
        if plain:
            registered = min(max(c.occurred_at for c in plain) + timedelta(minutes=2), now)
            receive_contacts(plain, sender=sender, now=registered)
        for scene in scenes:
            if scene.thread:
                _continue(scene, sender, threads, now)


def _continue(scene: Scene, sender: Sender, threads: dict[str, str], now: datetime) -> None:
    """A thread's first contact opens the complaint, the others join it."""
    known = Complaint.objects.filter(reference=threads.get(scene.thread, "")).select_related(
        "registered_by"
    )
    if (found := known.first()) and found.registered_by:
        sender = replace(sender, user=found.registered_by)
    contact = replace(scene.contact, reference=threads.get(scene.thread, ""))
    receipt = receive_contacts([contact], sender=sender, now=min(contact.occurred_at, now))[0]
    threads[scene.thread] = receipt.reference


@transaction.atomic
def _tell_changes() -> None:
    """Promises and late clocks came after the reading: whoever made promises is portrayed again."""
    changed = Complaint.objects.filter(is_demo=True).exclude(promises=None).distinct()
    with priority(Delivery.BULK):
        publish(*(ComplaintChanged(case.pk, case.complainant_id) for case in changed))


def _work_off(report: type_of_report) -> None:
    """Read, portray, judge and alert right here, without waiting for workers."""
    waiting = Delivery.objects.pending()
    while waiting.exists():
        handled = sum(drain(name, batches=2) for name in list(subscribers))
        report("deliveries left", 0, waiting.count())
        if not handled:
            break


@transaction.atomic
def remove_demo() -> int:
    """Take all demo complaints away again, and nothing else; returns how many there were."""
    demo = Complaint.objects.filter(is_demo=True)
    count, began = demo.count(), demo.aggregate(first=Min("received_at"))["first"]
    demo.delete()
    Complainant.objects.filter(is_demo=True, complaints=None).delete()
    if began:
        _remove_surges(began)
    return count


def _remove_surges(since: datetime) -> None:
    """Alerts about figures carry no mark: they go where too few real cases are left to watch."""
    for alert in Alert.objects.filter(complaint=None, raised_at__gte=since):
        day = (alert.raised_at - timedelta(days=1), alert.raised_at)
        if Complaint.objects.received_between(*day).count() < FEWEST:
            alert.delete()

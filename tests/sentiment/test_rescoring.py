"""Reading again goes on where it was, stays behind live work and wakes nobody without need."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alerts.models import Alert
from alerts.seeds import load_alert_rules
from alerts.services.risk import assess_risks
from alerts.services.rules import check_rules
from complaints.models import Complaint, Contact
from outbox.models import Delivery, OutboxEvent
from sentiment.models import Correction, Reading, RescoreJob
from sentiment.services import correct, read_contacts, rescoring
from tests.alerts.builders import THREAT
from tests.factories import UserFactory, complaint, receive
from tests.sentiment.learnt import contacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(rescoring, "BATCH", 10)


def age(**values) -> None:
    """As if an older engine had read."""
    Reading.objects.update(engine_version="0.9+old", **values)


def told() -> int:
    return OutboxEvent.objects.filter(kind="ContactRead").count()


def test_all_contacts_are_read_again_by_the_engine_in_force(admin):
    contacts(30)
    age(emotion="SAD")

    job = rescoring.start(by=admin)
    rescoring.run(job.pk)

    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.changed) == (RescoreJob.DONE, 30, 30, 30)
    assert set(Reading.objects.values_list("engine_version", flat=True)) == {job.engine}
    assert job.rate > 0


def test_what_has_not_changed_is_told_to_nobody(admin):
    contacts(30)
    age()
    before = told()

    job = rescoring.start(by=admin)
    rescoring.run(job.pk)

    job.refresh_from_db()
    assert (job.changed, told()) == (0, before)


def test_what_changed_goes_behind_live_work(admin):
    contacts(4)
    age(emotion="SAD")

    rescoring.run(rescoring.start(by=admin).pk)

    last = Delivery.objects.filter(event__kind="ContactRead").order_by("-pk").first()
    assert last.priority == Delivery.BULK


def test_a_correction_survives_reading_again(admin):
    complaint()
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))
    correct(Reading.objects.get(), field="emotion", value="SATISFIED", by=admin)
    Reading.objects.update(engine_version="0.9+old")

    rescoring.run(rescoring.start(by=admin).pk)

    assert Reading.objects.get().emotion == "SATISFIED"
    assert Correction.objects.in_force().count() == 1


def test_it_goes_on_where_a_killed_worker_left_it(admin, small):
    contacts(30)
    age(emotion="SAD")
    job = rescoring.start(by=admin)

    rescoring.run(job.pk, patience=-1)  # one batch, then nobody comes back
    job.refresh_from_db()
    half = job.done
    rescoring.run(job.pk)

    job.refresh_from_db()
    assert (half, job.done, job.changed) == (10, 30, 30)


def test_it_rests_while_live_contacts_wait(admin, small):
    contacts(30)
    job = rescoring.start(by=admin)
    receive("现在进来的新投诉")

    finished = rescoring.run(job.pk)

    job.refresh_from_db()
    assert (finished, job.done) == (False, 10)


def test_paused_it_does_nothing_and_then_goes_on(admin, small):
    contacts(20)
    job = rescoring.start(by=admin)

    rescoring.pause(job.pk)
    rescoring.run(job.pk)
    job.refresh_from_db()
    paused = job.done
    rescoring.resume(job.pk)
    rescoring.run(job.pk)

    job.refresh_from_db()
    assert (paused, job.done, job.status) == (0, 20, RescoreJob.DONE)


def test_one_runs_at_a_time(admin):
    complaint()
    rescoring.start(by=admin)

    with pytest.raises(rescoring.AlreadyRunningError):
        rescoring.start(by=admin)


def test_ended_early_it_leaves_the_rest(admin, small):
    contacts(20)
    job = rescoring.start(by=admin)
    rescoring.run(job.pk, patience=-1)

    rescoring.end(job.pk)
    rescoring.run(job.pk)

    job.refresh_from_db()
    assert (job.status, job.done) == (RescoreJob.ENDED, 10)


def test_only_outdated_contacts_or_those_of_a_time_are_read(admin):
    keys = contacts(20)
    Reading.objects.filter(pk__in=keys[:5]).update(engine_version="0.9+old")
    Contact.objects.filter(pk__in=keys[:7]).update(occurred_at=timezone.now() - timedelta(days=40))

    outdated = rescoring.start(by=admin, outdated=True)
    rescoring.end(outdated.pk)
    recent = rescoring.start(by=admin, since=timezone.now() - timedelta(days=30))

    assert (outdated.total, recent.total) == (5, 13)


def test_while_one_process_runs_it_another_one_leaves_it_alone(admin):
    contacts(4)
    job = rescoring.start(by=admin)
    assert rescoring.abandoned() == [job.pk]
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [rescoring.RESCORING, job.pk])
        assert rescoring.abandoned() == []
        assert rescoring.run(job.pk)
    finally:
        other.close()

    job.refresh_from_db()
    assert job.done == 0


def test_an_alert_that_was_closed_is_not_raised_anew_by_reading_again(admin):
    load_alert_rules()
    case = complaint(THREAT)
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))
    assess_risks([case.pk])
    check_rules([case.pk])
    long_ago = timezone.now() - timedelta(days=30)
    raised = Alert.objects.update(status=Alert.CLOSED, closed_at=long_ago, outcome=Alert.REAL)
    moved = Reading.objects.get()
    for span in moved.detail["evidence"]:  # as an older engine had marked it
        span["end"] = max(span["start"] + 1, span["end"] - 1)
    moved.save(update_fields=["detail"])
    Reading.objects.update(engine_version="0.9+old", intensity=1.0)

    rescoring.run(rescoring.start(by=admin).pk)
    assess_risks([case.pk])
    check_rules([case.pk])

    assert raised > 0
    assert Alert.objects.count() == raised
    assert not Alert.objects.exclude(status=Alert.CLOSED).exists()


def test_the_page_starts_pauses_and_ends_it(admin):
    contacts(4)
    client = Client()
    client.force_login(admin)

    client.post(reverse("sentiment:rescore"), {"days": "7"})
    job = RescoreJob.objects.get()
    client.post(reverse("sentiment:rescore_act", args=[job.pk, "pause"]))
    page = client.get(reverse("sentiment:versions")).content.decode()
    client.post(reverse("sentiment:rescore_act", args=[job.pk, "end"]))

    job.refresh_from_db()
    assert "rescore-resume" in page
    assert (job.total, job.status) == (4, RescoreJob.ENDED)
    assert Complaint.objects.count() == 4


def test_the_page_tells_speed_and_time_left_after_the_first_batch(admin, small):
    contacts(30)
    job = rescoring.start(by=admin)
    before = page_of(admin)

    rescoring.run(job.pk, patience=0)
    between = page_of(admin)

    assert "known after the first batch" in before
    assert "known after the first batch" not in between
    assert "10 / 30" in between


def test_the_last_run_keeps_its_figures_on_the_page(admin):
    contacts(30)
    assert "Last run" not in page_of(admin)

    rescoring.run(rescoring.start(by=admin).pk)

    assert "Last run, finished" in page_of(admin)


def page_of(user) -> str:
    client = Client()
    client.force_login(user)
    address = reverse("sentiment:versions")
    return client.get(address, headers={"Accept-Language": "en"}).content.decode()

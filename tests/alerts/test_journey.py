"""A contact travels through all subscribers to an alert; two workers meet on one complaint."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from alerts.models import Alert, Notice, Risk
from alerts.seeds import load_alert_rules
from alerts.services.alerts import raise_alerts
from alerts.services.review import close
from alerts.services.risk import assess_risks
from alerts.services.rules import check_rules
from complaints.models import Complaint
from complaints.services import promise
from complaints.services.promises import notice_breaches
from complaints.services.reference_data import load_reference_data
from outbox.delivery import drain
from outbox.models import Delivery
from outbox.registry import subscribers
from tests.alerts.builders import CALM, SELF_HARM, THREAT, candidate, read, seeded
from tests.factories import UserFactory, complaint, receive


def deliver() -> None:
    """Work off everything, as workers would."""
    while any(drain(name) for name in subscribers):
        pass


@pytest.mark.django_db
def test_a_contact_becomes_a_risk_an_alert_and_a_notice():
    load_reference_data()
    load_alert_rules()
    officer = UserFactory(officer=True)

    receipt = receive(SELF_HARM)
    deliver()

    assert Risk.objects.get().complaint_id == receipt.complaint_id
    assert "A15" in Alert.objects.values_list("rule", flat=True)
    assert set(Notice.objects.values_list("user", flat=True)) == {officer.pk}
    assert not Delivery.objects.failed().exists()


@pytest.mark.django_db
def test_a_broken_promise_raises_risk_and_alert_without_anybody_calling(time_machine):
    load_reference_data()
    load_alert_rules()
    now = timezone.now()
    case = complaint(CALM)
    deliver()
    before = Risk.objects.get().score
    promise(case.pk, what="回电", due_at=now + timedelta(minutes=5), by=UserFactory())

    time_machine.move_to(now + timedelta(minutes=6))
    notice_breaches(timezone.now())
    deliver()

    assert Risk.objects.get().score == before + 2
    alert = Alert.objects.get(rule="A13")
    assert (alert.complaint_id, alert.severity) == (case.pk, 2)
    assert not Delivery.objects.failed().exists()


@pytest.mark.django_db
def test_the_next_broken_promise_is_news_again():
    seeded()
    case = read(CALM)
    broken = timezone.now() - timedelta(hours=1)
    promise(case.pk, what="回电", due_at=broken, by=UserFactory())
    [first] = check_rules([case.pk])
    close(first.pk, by=UserFactory(supervisor=True), outcome="real")
    quiet = check_rules([case.pk])

    promise(case.pk, what="上门", due_at=broken, by=UserFactory())
    [second] = check_rules([case.pk])

    assert quiet == []
    assert (first.rule_id, second.rule_id) == ("A13", "A13")


@pytest.mark.django_db
def test_delivering_twice_changes_nothing():
    seeded()
    UserFactory(officer=True)
    receive(THREAT)
    deliver()
    before = [list(m.objects.order_by("pk").values()) for m in (Risk, Alert, Notice)]

    Delivery.objects.update(status=Delivery.PENDING)
    deliver()

    assert [list(m.objects.order_by("pk").values()) for m in (Risk, Alert, Notice)] == before


def at_once(*jobs) -> list[BaseException]:
    """Run the jobs in threads with connections of their own; returns what went wrong."""
    wrong: list[BaseException] = []

    def run(job) -> None:
        try:
            job()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_many_workers_raise_one_alert():
    seeded()
    cases = [complaint(phone=f"1390000{n:04}") for n in range(5)]
    wanted = [candidate(case) for case in cases]

    wrong = at_once(*[lambda: raise_alerts(wanted), lambda: raise_alerts(wanted[::-1])] * 3)

    assert wrong == []
    assert Alert.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_judge_one_complaint_one_after_the_other():
    cases = [read(THREAT, phone=f"1390000{n:04}").pk for n in range(4)]

    wrong = at_once(*[lambda: assess_risks(cases), lambda: assess_risks(cases[::-1])] * 3)

    assert wrong == []
    assert set(Risk.objects.values_list("version", flat=True)) == {1}
    assert Complaint.objects.count() == 4

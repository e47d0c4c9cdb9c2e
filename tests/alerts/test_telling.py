"""Who hears of an alert, how, and what happens when a letter does not arrive."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.services import create_department
from alerts.models import Alert, Notice
from alerts.services import channels
from alerts.services.ladders import climb_ladders
from alerts.services.notices import mark_read, send_notices
from alerts.services.review import acknowledge
from tests.alerts.builders import raised
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def tree():
    """Head office, centre, group; a supervisor in the two upper ones."""
    head = create_department("总行")
    centre = create_department("中心", parent=head)
    group = create_department("一组", parent=centre)
    near = UserFactory(supervisor=True, department=centre, email="near@example.com")
    far = UserFactory(supervisor=True, department=head)
    UserFactory(supervisor=True)
    return group, near, far


def test_the_ladder_climbs_the_tree_until_somebody_acknowledges(tree):
    group, near, far = tree
    officer = UserFactory(officer=True)
    start = timezone.now()
    alert = raised(complaint(by=UserFactory(department=group)), now=start)

    for hours in (0, 1, 4, 8):
        climb_ladders(now=start + hours * HOUR)

    told_at = Notice.objects.order_by("step").values_list("step", "user", "channel")
    assert list(told_at) == [(0, near.pk, "page"), (1, far.pk, "page"), (2, officer.pk, "page")]
    acknowledge(alert.pk, by=near)
    assert climb_ladders(now=start + 48 * HOUR) == 0


def test_without_a_department_officers_are_told():
    officer = UserFactory(officer=True)
    alert = raised(complaint(), department_id=None)

    climb_ladders(only=[alert.pk])

    assert list(Notice.objects.values_list("user", flat=True)) == [officer.pk]


def test_from_high_risk_on_a_letter_goes_out(tree):
    group, near, _ = tree
    alert = raised(complaint(by=UserFactory(department=group)), severity=3)
    climb_ladders(only=[alert.pk])

    assert send_notices() == 2

    [letter] = mail.outbox
    assert letter.to == [near.email]
    assert alert.complaint.reference in letter.subject
    assert set(Notice.objects.values_list("status", flat=True)) == {Notice.SENT}
    assert send_notices() == 0


class DeadPost(channels.Email):
    def send(self, notice: Notice) -> None:
        raise channels.ChannelError("550 no such box")


def test_a_letter_that_fails_keeps_its_error_and_is_tried_later(tree, monkeypatch):
    group, *_ = tree
    alert = raised(complaint(by=UserFactory(department=group)), severity=3)
    climb_ladders(only=[alert.pk])
    monkeypatch.setitem(channels.channels, "email", DeadPost())

    start = timezone.now()
    assert send_notices(now=start) == 1
    letter = Notice.objects.get(channel="email")
    assert (letter.status, letter.error) == (Notice.PENDING, "550 no such box")
    assert letter.due_at == start + timedelta(seconds=10)

    for hours in range(1, 5):
        send_notices(now=start + hours * HOUR)
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Notice.FAILED, 5)


def test_reading_the_bell_marks_its_notices(tree):
    group, near, far = tree
    alert = raised(complaint(by=UserFactory(department=group)))
    climb_ladders(only=[alert.pk])

    assert (mark_read(near), mark_read(near), mark_read(far)) == (1, 0, 0)


def test_people_see_the_alerts_of_what_they_see(tree):
    group, near, _ = tree
    agent = UserFactory(department=group)
    mine = raised(complaint(by=agent))
    other = raised(complaint(by=UserFactory()))
    surge = raised(complaint(), subject="surge:FEE02", complaint_id=None, department_id=group.pk)

    def seen(user) -> set[int]:
        return set(Alert.objects.visible_to(user).values_list("pk", flat=True))

    assert seen(agent) == {mine.pk}
    assert seen(near) == {mine.pk, surge.pk}
    assert seen(UserFactory(officer=True)) == {mine.pk, other.pk, surge.pk}


@pytest.fixture
def flood(tree):
    """Three alerts that are due; the last is the gravest."""
    start = timezone.now()
    alerts = [raised(complaint(by=UserFactory(department=tree[0])), now=start) for _ in range(3)]
    Alert.objects.filter(pk=alerts[-1].pk).update(severity=4, next_step_at=start + HOUR)
    return alerts, start + 2 * HOUR


def test_the_gravest_alert_and_its_letter_do_not_wait_behind_the_others(flood):
    alerts, later = flood

    climb_ladders(now=later, limit=1)
    told = set(Notice.objects.filter(due_at=later).values_list("alert_id", flat=True))
    climb_ladders(now=later)
    mail.outbox.clear()
    send_notices(now=later, limit=1)

    assert told == {alerts[-1].pk}
    assert {n.alert_id for n in Notice.objects.filter(status=Notice.SENT)} == {alerts[-1].pk}


def test_whoever_names_alerts_has_all_of_them_told(flood):
    alerts, later = flood

    assert climb_ladders(now=later, only=[alert.pk for alert in alerts], limit=1) == 3

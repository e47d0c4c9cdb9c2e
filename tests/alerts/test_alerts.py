"""Alerts have one identity, people who hear of them, and an end."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.services import create_department
from alerts.facts import AlertRaised
from alerts.models import Alert, AlertRule, Notice
from alerts.services import channels
from alerts.services.alerts import raise_alerts
from alerts.services.ladders import climb_ladders
from alerts.services.notices import mark_read, send_notices
from alerts.services.review import AlertStateError, acknowledge, close, unacknowledge
from alerts.services.rules import check_rules
from complaints.domain.status import Status
from complaints.services import change_status
from outbox.models import OutboxEvent
from tests.alerts.builders import (
    CALM,
    SELF_HARM,
    THREAT,
    again,
    candidate,
    evidence,
    judged,
    raised,
    read,
    seeded,
)
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def told() -> int:
    return OutboxEvent.objects.filter(kind=AlertRaised.__name__).count()


def test_a_threat_alerts_once_with_what_made_it_fire():
    seeded()
    risk = judged(THREAT)

    for _ in range(2):
        check_rules([risk.pk])

    [alert] = Alert.objects.all()
    assert (alert.rule_id, alert.severity, alert.hits) == ("A08", risk.tier, 1)
    assert alert.ack_due_at - alert.raised_at == timedelta(minutes=30)
    assert "C02" in alert.evidence[0]["seen"]["codes"]
    assert told() == 1


def test_words_of_self_harm_are_an_emergency():
    seeded()

    check_rules([judged(SELF_HARM).pk])

    emergency = Alert.objects.get(rule="A15")
    assert emergency.ack_due_at - emergency.raised_at == timedelta(minutes=5)


def test_coming_again_and_coming_through_the_regulator_alert():
    seeded()
    case = read(CALM, channel="REG_NFRA")
    again(case, CALM)

    check_rules([case.pk])

    assert set(Alert.objects.values_list("rule", "hits")) == {("A09", 2), ("A11", 2)}


def test_a_finished_complaint_wakes_nobody():
    seeded()
    risk = judged(THREAT)
    change_status(risk.pk, to=Status.INVALID)

    assert check_rules([risk.pk]) == []


def test_an_inactive_rule_raises_nothing():
    seeded()
    AlertRule.objects.update(active=False)

    assert check_rules([judged(THREAT).pk]) == []


def test_the_same_again_renews_and_tells_nobody():
    alert = raised(complaint())

    assert raise_alerts([candidate(alert.complaint, evidence=[evidence(1, 2)], hits=2)]) == []

    [alert] = Alert.objects.all()
    assert (alert.hits, alert.version, alert.evidence) == (2, 2, [evidence(1, 2)])


def test_worse_news_reopen_an_acknowledged_alert():
    alert = raised(complaint())
    acknowledge(alert.pk, by=UserFactory(supervisor=True))

    [worse] = raise_alerts([candidate(alert.complaint, severity=4)])

    assert (worse.pk, worse.status, worse.severity) == (alert.pk, Alert.OPEN, 4)
    assert worse.next_step_at is not None
    assert told() == 2


def test_milder_news_do_not_make_an_alert_milder():
    alert = raised(complaint(), severity=3)

    raise_alerts([candidate(alert.complaint, severity=2)])

    assert Alert.objects.get().severity == 3


def test_a_closed_alert_stays_quiet_during_its_cooldown():
    AlertRule.objects.filter(pk=seeded().pk).update(cooldown_minutes=60)
    alert = raised(complaint())
    close(alert.pk, by=UserFactory(officer=True), outcome=Alert.FALSE)
    fresh = candidate(alert.complaint, evidence=[evidence(1, 2)])

    assert raise_alerts([fresh]) == []
    assert len(raise_alerts([fresh], now=timezone.now() + 2 * HOUR)) == 1


def test_a_closed_alert_stays_quiet_while_nothing_else_is_seen():
    seeded("A09")
    alert = raised(complaint(), rule="A09", evidence=[evidence(1, 2)])
    close(alert.pk, by=UserFactory(officer=True), outcome=Alert.REAL)

    assert raise_alerts([candidate(alert.complaint, rule="A09", evidence=[evidence(2)])]) == []
    assert len(raise_alerts([candidate(alert.complaint, rule="A09", evidence=[evidence(3)])])) == 1


def test_worse_news_break_the_silence():
    alert = raised(complaint())
    close(alert.pk, by=UserFactory(officer=True), outcome=Alert.FALSE)

    assert len(raise_alerts([candidate(alert.complaint, severity=4)])) == 1


@pytest.mark.parametrize("rows", [1, 20])
def test_raising_costs_the_same_however_many(rows, django_assert_num_queries):
    seeded()
    wanted = [candidate(complaint(phone=f"1390000{n:04}")) for n in range(rows)]

    with django_assert_num_queries(10):
        assert len(raise_alerts(wanted)) == rows


def test_acknowledging_stops_the_ladder_and_can_be_taken_back():
    alert, supervisor = raised(complaint()), UserFactory(supervisor=True)

    alert = acknowledge(alert.pk, by=supervisor)
    assert (alert.status, alert.acknowledged_by, alert.next_step_at) == (
        Alert.ACKNOWLEDGED,
        supervisor,
        None,
    )
    alert = unacknowledge(alert.pk, by=supervisor)

    assert (alert.status, alert.acknowledged_by) == (Alert.OPEN, None)
    assert alert.next_step_at == alert.raised_at


def test_what_another_acknowledged_is_a_conflict_that_names_them():
    alert, first = raised(complaint()), UserFactory(supervisor=True)
    acknowledge(alert.pk, by=first)

    with pytest.raises(AlertStateError) as error:
        acknowledge(alert.pk, by=UserFactory(officer=True))
    assert error.value.alert.acknowledged_by == first
    with pytest.raises(AlertStateError):
        unacknowledge(alert.pk, by=UserFactory(officer=True))


def test_an_old_acknowledgement_stays():
    alert, supervisor = raised(complaint()), UserFactory(supervisor=True)
    acknowledge(alert.pk, by=supervisor)
    Alert.objects.update(acknowledged_at=timezone.now() - HOUR)

    with pytest.raises(AlertStateError):
        unacknowledge(alert.pk, by=supervisor)


def test_closing_judges_once():
    alert, officer = raised(complaint()), UserFactory(officer=True)

    alert = close(alert.pk, by=officer, outcome=Alert.REAL)

    assert (alert.outcome, alert.closed_by, alert.acknowledged_by) == ("real", officer, officer)
    with pytest.raises(AlertStateError):
        close(alert.pk, by=officer, outcome=Alert.FALSE)
    with pytest.raises(ValueError, match="no outcome"):
        close(alert.pk, by=officer, outcome="maybe")


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


def test_the_verdicts_of_a_rule_are_counted():
    for outcome in (Alert.REAL, Alert.REAL, Alert.FALSE, Alert.DUPLICATE):
        close(raised(complaint()).pk, by=UserFactory(officer=True), outcome=outcome)

    [rule] = AlertRule.objects.filter(pk="A08").with_verdicts(timezone.now() - HOUR)

    assert (rule.real, rule.false) == (2, 1)

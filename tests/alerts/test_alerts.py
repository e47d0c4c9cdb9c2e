"""Alerts have one identity, people who hear of them, and an end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alerts.domain.tiers import Tier
from alerts.facts import AlertRaised
from alerts.models import Alert, AlertRule
from alerts.services.alerts import raise_alerts
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


def test_despair_that_no_listed_word_tells_is_one_too_and_shows_its_clause():
    seeded()
    risk = judged("客服你好。孩子已经托给我姐了，房贷断了，我没什么可留恋的了。")

    check_rules([risk.pk])

    [held] = Alert.objects.get(rule="A15").evidence
    assert risk.tier == Tier.HIGH
    assert all(cite["end"] > cite["start"] for cite in held["evidence"])


def test_coming_again_and_coming_through_the_regulator_alert():
    seeded()
    case = read(CALM, channel="REG_NFRA")
    again(case, CALM)

    check_rules([case.pk])

    assert set(Alert.objects.values_list("rule", "hits")) == {("A09", 2), ("A11", 2)}


@pytest.mark.parametrize(
    ("fields", "rule", "severity"),
    [
        ({"people": 25}, "A10", 3),
        ({"people": 6}, "A10", 2),
        ({"channel": "MEDIA"}, "A21", 3),
    ],
)
def test_a_floor_wakes_somebody_and_only_once(fields, rule, severity):
    seeded()
    risk = judged(CALM, **fields)

    alerts = check_rules([risk.pk])

    assert [(alert.rule_id, alert.severity) for alert in alerts] == [(rule, severity)]


def test_who_is_heard_already_is_not_told_a_second_time():
    seeded()
    risk = judged(THREAT)

    assert risk.tier >= 3
    assert {alert.rule_id for alert in check_rules([risk.pk])} == {"A08"}


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


def test_raising_costs_the_same_however_many(django_assert_max_num_queries):
    seeded()
    one, *twenty = [candidate(complaint(phone=f"1390000{n:04}")) for n in range(21)]

    with CaptureQueriesContext(connection) as for_one:
        raise_alerts([one])
    with django_assert_max_num_queries(len(for_one)):
        assert len(raise_alerts(twenty)) == 20


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


def test_the_verdicts_of_a_rule_are_counted():
    for outcome in (Alert.REAL, Alert.REAL, Alert.FALSE, Alert.DUPLICATE):
        close(raised(complaint()).pk, by=UserFactory(officer=True), outcome=outcome)

    verdicts = AlertRule.objects.filter(pk="A08").verdicts(timezone.now() - HOUR)

    assert verdicts == {"A08": (2, 1)}

"""Too many alerts of one kind at once: the further ones are told together."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from alerts.models import Alert, AlertRule, Notice
from alerts.services.alerts import raise_alerts
from alerts.services.ladders import climb_ladders
from alerts.services.notices import send_notices
from alerts.services.review import acknowledge, close, unacknowledge
from complaints.models import Complaint
from tests.alerts.builders import candidate, evidence, seeded
from tests.factories import DepartmentFactory, UserFactory, complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return DepartmentFactory()


@pytest.fixture
def leader(team):
    return UserFactory(supervisor=True, department=team, email="leader@example.org")


@pytest.fixture
def cases(team):
    """Twelve complaints of one department; the rule tells three one by one."""
    by = UserFactory(department=team)
    made = [complaint(by=by, phone=f"1390000{n:04}") for n in range(12)]
    Complaint.objects.update(department=team)
    for case in made:
        case.refresh_from_db()
    return made


@pytest.fixture
def rule():
    found = seeded()
    AlertRule.objects.filter(pk="A08").update(gather_from=3, gather_minutes=10)
    return found


def flood(cases, **values):
    return raise_alerts([candidate(case, **values) for case in cases])


def crowd() -> Alert:
    return Alert.objects.get(subject__startswith="flood:")


def test_what_is_too_much_joins_one_collective_alert(rule, cases):
    told = flood(cases)

    assert len(told) == 4
    assert (crowd().hits, crowd().members.count()) == (9, 9)
    assert Alert.objects.count() == 13


def test_every_one_of_them_keeps_its_own_evidence(rule, cases):
    for case in cases:
        flood([case], evidence=[evidence(case.pk)])

    alerts = Alert.objects.filter(complaint__in=cases)
    assert {a.evidence[0]["evidence"][0]["contact"] for a in alerts} == {c.pk for c in cases}
    assert crowd().hits == 9


def test_only_the_first_and_the_collective_one_are_told(rule, cases, leader):
    flood(cases, severity=3)
    climb_ladders()
    send_notices()

    assert Notice.objects.filter(channel="page").count() == 4
    assert len(mail.outbox) == 4
    assert "9" in mail.outbox[-1].subject + mail.outbox[0].subject


def test_a_second_run_changes_nothing(rule, cases):
    flood(cases)
    before = list(Alert.objects.order_by("pk").values("pk", "group", "status", "hits", "severity"))

    assert flood(cases) == []
    assert (
        list(Alert.objects.order_by("pk").values("pk", "group", "status", "hits", "severity"))
        == before
    )


def test_a_grave_one_is_not_hidden_among_milder_ones(rule, cases):
    flood(cases[:11])

    [told] = flood(cases[11:], severity=4)

    assert (told.group, told.complaint_id) == (None, cases[11].pk)


def test_a_member_that_becomes_worse_is_told_by_itself(rule, cases):
    flood(cases)
    member = crowd().members.first()

    [told] = flood([member.complaint], severity=4)

    assert (told.pk, told.group, told.severity) == (member.pk, None, 4)


def test_many_that_become_worse_are_too_much_as_well(rule, cases):
    flood(cases)

    told = flood(cases, severity=3)

    assert [alert.is_crowd for alert in told] == [False] * 3 + [True]
    assert told[-1].severity == 3


def test_when_it_has_ebbed_each_is_told_again(rule, cases):
    now = timezone.now()
    raise_alerts([candidate(case) for case in cases[:11]], now=now - timedelta(minutes=11))

    [told] = flood(cases[11:])

    assert told.group is None


def test_departments_drown_apart(rule, cases):
    elsewhere = DepartmentFactory()

    told = flood(cases[:6]) + flood(cases[6:], department_id=elsewhere.pk)

    assert len(told) == 8
    assert {c.department_id for c in told if c.is_crowd} == {cases[0].department_id, elsewhere.pk}


def test_words_of_self_harm_are_always_told_one_by_one(cases):
    seeded("A15")
    assert AlertRule.objects.get(pk="A15").gather_from is None

    told = flood(cases, rule="A15", severity=3)

    assert len(told) == 12


def test_who_acknowledges_the_collective_alert_does_so_for_all(rule, cases, leader):
    flood(cases)

    acknowledge(crowd().pk, by=leader)

    assert set(crowd().members.values_list("status", "acknowledged_by")) == {("acked", leader.pk)}
    assert Alert.objects.waiting().count() == 3


def test_taking_that_back_lets_all_wait_again(rule, cases, leader):
    flood(cases)
    own = crowd().members.first()
    acknowledge(own.pk, by=leader)
    acknowledge(crowd().pk, by=leader)

    unacknowledge(crowd().pk, by=leader)

    assert crowd().members.waiting().count() == 8
    assert crowd().status == Alert.OPEN


def test_the_verdict_on_the_collective_alert_is_one_on_all(rule, cases, leader):
    flood(cases)
    whole = crowd().pk

    close(whole, by=leader, outcome="false")

    members = Alert.objects.filter(group=whole)
    assert set(members.values_list("status", "outcome")) == {("closed", "false")}
    assert flood(cases) == []


def test_a_flood_after_the_verdict_is_a_new_one(rule, cases, leader):
    flood(cases[:11])
    first = crowd().pk
    close(first, by=leader, outcome="real")

    told = flood(cases[11:])

    assert [alert.is_crowd for alert in told] == [True]
    assert told[0].pk != first


def test_the_list_shows_the_collective_alert_for_its_members(rule, cases, leader, client):
    flood(cases)
    client.force_login(leader)

    page = client.get("/alerts/").context
    inside = client.get(f"/alerts/?group={crowd().pk}").context

    assert (len(page["page"]), page["waits"]) == (4, 4)
    assert (len(inside["page"]), inside["crowd"]) == (9, crowd())


def test_an_agent_who_sees_no_collective_alert_sees_the_own_one(rule, cases, client):
    flood(cases)
    agent = cases[-1].registered_by
    client.force_login(agent)

    assert len(client.get("/alerts/").context["page"]) == 12


@pytest.mark.parametrize("rows", [1, 9])
def test_gathering_costs_the_same_however_many(rule, cases, rows, django_assert_num_queries):
    flood(cases[:3])

    with django_assert_num_queries(17):
        flood(cases[3 : 3 + rows])

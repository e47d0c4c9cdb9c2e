"""The alert centre, the cockpit's feed, the bell and the risk panel."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.services import create_department
from alerts.domain.catalogue import kinds
from alerts.models import Alert, AlertRule, Notice
from alerts.reasons import SAID
from alerts.services.ladders import climb_ladders
from alerts.services.review import acknowledge, close
from tests.alerts.builders import evidence, raised, seeded
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client):
    user = UserFactory(officer=True)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def case(number: int = 0):
    return complaint(phone=f"1390000{number:04}")


def post(client: Client, name: str, pk: int, **data):
    return client.post(reverse(f"alerts:{name}", args=[pk]), data, **HTMX)


def shown(response) -> list[Alert]:
    return list(response.context["page"])


def test_waiting_alerts_come_first_by_severity_then_by_time(client, officer):
    now = timezone.now()
    mild = raised(case(1), severity=2)
    late = raised(case(2), severity=4, now=now - timedelta(hours=2))
    crisis = raised(case(3), severity=4)
    held = raised(case(4), severity=4)
    done = raised(case(5))
    acknowledge(held.pk, by=officer)
    close(done.pk, by=officer, outcome=Alert.REAL)

    assert shown(client.get(reverse("alerts:feed"))) == [late, crisis, mild, held]
    assert shown(client.get(reverse("alerts:feed"), {"tab": "closed"})) == [done]
    assert shown(client.get(reverse("alerts:feed"), {"tab": "acked"})) == [held]


def test_filters_narrow_and_nonsense_is_passed_over(client, officer):
    mild, bad = raised(case(1), severity=2), raised(case(2), severity=3)
    other = raised(case(3), rule="A09", severity=2)
    url = reverse("alerts:feed")

    assert shown(client.get(url, {"severity": "3"})) == [bad]
    assert shown(client.get(url, {"rule": "A09"})) == [other]
    nonsense = {"severity": "9", "rule": "'; --", "tab": "x", "page": "zz"}
    assert set(shown(client.get(url, nonsense))) == {mild, bad, other}


def test_pages_turn(client, officer):
    for number in range(26):
        raised(case(number))

    second = client.get(reverse("alerts:feed"), {"page": 2})

    assert len(shown(second)) == 1
    assert len(shown(client.get(reverse("alerts:feed"), {"page": 99}))) == 1


@pytest.mark.parametrize("rows", [1, 20])
def test_the_centre_costs_the_same_however_long(client, rows, django_assert_num_queries):
    centre = create_department("中心")
    supervisor = UserFactory(supervisor=True, department=centre)
    agent = UserFactory(department=create_department("一组", parent=centre))
    seeded()
    AlertRule.objects.update(gather_from=None)
    for number in range(rows):
        raised(complaint(by=agent, phone=f"1390000{number:04}"))
    climb_ladders()
    client.force_login(supervisor)

    with django_assert_num_queries(11):
        page = client.get(reverse("alerts:feed"))

    assert len(shown(page)) == rows


@pytest.mark.parametrize("rows", [1, 12])
def test_the_cockpit_feed_costs_the_same(client, officer, rows, django_assert_num_queries):
    for number in range(rows):
        raised(case(number))

    with django_assert_num_queries(5):
        part = client.get(reverse("alerts:feed_part"), **HTMX)

    assert part.content.decode().count("sj-alert-row") == rows


def test_a_long_queue_does_not_hide_what_was_raised_just_now(client, officer):
    old = [raised(case(number), severity=4) for number in range(12)]
    Alert.objects.update(raised_at=timezone.now() - timedelta(hours=1))
    mild = raised(case(13), severity=2)

    part = client.get(reverse("alerts:feed_part"), **HTMX)

    assert part.context["fresh"] == [mild]
    assert set(part.context["waiting"]) == set(old)
    assert "Just raised" in part.content.decode()


def test_an_empty_centre_says_so(client, officer):
    assert "No alert waits" in client.get(reverse("alerts:feed")).content.decode()
    assert "No alert waits" in client.get(reverse("alerts:feed_part")).content.decode()


def test_acknowledging_gives_the_row_and_a_way_back(client, officer):
    alert = raised(case())

    answer = post(client, "acknowledge", alert.pk)

    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert toast["undo"] == reverse("alerts:unacknowledge", args=[alert.pk])
    assert f'id="alert-{alert.pk}"' in answer.content.decode()
    assert Alert.objects.get().status == Alert.ACKNOWLEDGED

    undone = client.post(toast["undo"], **HTMX)
    assert f"alert-{alert.pk}" in json.loads(undone["HX-Trigger"])
    assert Alert.objects.get().status == Alert.OPEN


def test_who_comes_second_is_told_who_was_first(client, officer):
    alert, first = raised(case()), UserFactory(supervisor=True, display_name="督导 周宁")
    acknowledge(alert.pk, by=first)

    answer = post(client, "acknowledge", alert.pk)

    assert answer.status_code == 409
    assert "督导 周宁 acknowledged this at" in answer.content.decode()


def test_judging_closes_the_alert(client, officer):
    alert = raised(case())

    answer = post(client, "close", alert.pk, outcome="false")

    assert answer.status_code == 200
    assert Alert.objects.get().outcome == Alert.FALSE
    assert post(client, "close", alert.pk, outcome="real").status_code == 409


def test_an_unknown_outcome_is_refused_in_words(client, officer):
    alert = raised(case())

    answer = post(client, "close", alert.pk, outcome="maybe")

    assert answer.status_code == 422
    assert "Please choose an outcome." in answer.content.decode()
    assert Alert.objects.get().status == Alert.OPEN


def test_without_scripts_a_button_leads_back_to_the_list(client, officer):
    alert = raised(case())

    answer = client.post(reverse("alerts:acknowledge", args=[alert.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("alerts:feed"), 302)]
    assert Alert.objects.get().status == Alert.ACKNOWLEDGED


@pytest.mark.parametrize("name", ["row", "acknowledge", "unacknowledge", "close"])
def test_an_alert_one_may_not_see_does_not_exist(client, name):
    alert = raised(case())
    client.force_login(UserFactory(supervisor=True))
    method = client.get if name == "row" else client.post

    assert method(reverse(f"alerts:{name}", args=[alert.pk])).status_code == 404


@pytest.mark.parametrize("name", ["acknowledge", "unacknowledge", "close"])
def test_agents_see_the_alerts_of_their_cases_but_do_not_judge(client, name):
    agent = UserFactory()
    alert = raised(complaint(by=agent))
    client.force_login(agent)

    page = client.get(reverse("alerts:feed"))

    assert shown(page) == [alert]
    assert "data-row-key" not in page.content.decode()
    assert post(client, name, alert.pk).status_code == 404


@pytest.mark.parametrize("name", ["feed", "feed_part", "bell", "notices"])
def test_strangers_are_asked_to_log_in(client, name):
    answer = client.get(reverse(f"alerts:{name}"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:login"))


def test_the_bell_counts_what_waits_for_this_user(client, officer):
    raised(case(1))
    held = raised(case(2))
    acknowledge(held.pk, by=officer)

    bell = client.get(reverse("alerts:bell"), **HTMX).content.decode()

    assert "1 alert waits" in bell


def test_notices_are_shown_and_marked_read(client, officer):
    alert = raised(case(), department_id=None)
    climb_ladders(only=[alert.pk])

    assert alert.title in client.get(reverse("alerts:notices"), **HTMX).content.decode()
    client.post(reverse("alerts:read_notices"), **HTMX)

    assert Notice.objects.get(user=officer, channel="page").read_at is not None


def test_a_surge_reads_as_a_sentence(client, officer):
    seen = {"now": 9, "before": 2, "growth": 3.5}
    held = {"kind": "surge", "seen": seen, "times": 9, "evidence": []}
    raised(
        case(), rule="A01", subject="surge:FEE03", complaint_id=None, evidence=[held], title="错账"
    )

    page = client.get(reverse("alerts:feed")).content.decode()

    assert "9 in 24 hours, 2 the day before (+350%)" in page


def test_every_condition_has_words():
    assert set(SAID) == {*kinds, "flood"}


def test_administrators_only_look_at_what_the_machine_wrote(client):
    client.force_login(UserFactory(administrator=True))
    seeded()
    raised(case(), evidence=[evidence(1)])

    for model in ("alert", "notice", "risk", "tierrequest"):
        url = reverse(f"admin:alerts_{model}_changelist")
        assert client.get(url).status_code == 200
        assert client.get(reverse(f"admin:alerts_{model}_add")).status_code == 403

"""What became of complaints."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from alerts.models import Alert, AlertRule, Risk
from complaints.models import Category, Complaint, Contact
from sentiment.models import Reading
from sentiment.services import read_contacts
from tests.api.clients import COMPLAINTS, MANY, ONE, contact, problem, program, wrong
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
QUERIES: dict[str, int] = {}


def judged(complaint: Complaint, tier: int = 3, **fields: Any) -> Risk:
    """A risk as the rules would leave it."""
    given = {
        "score": 62,
        "tier": tier,
        "parts": [{"part": "emotion", "code": "ANGER", "points": 30, "evidence": []}],
        "rule_version": "1",
        "assessed_at": NOW,
    }
    return Risk.objects.create(complaint=complaint, **given | fields)


def read(contact: Contact) -> Reading:
    return Reading.objects.create(
        contact=contact,
        complaint=contact.complaint,
        occurred_at=contact.occurred_at,
        polarity="negative",
        emotion="ANGER",
        intensity=4.2,
        category_id="SVC01",
        confidence=0.9,
        flags=["regulator"],
        detail={},
        engine_version="1",
        lexicon_version="1",
        read_at=NOW,
    )


def alerted(complaint: Complaint) -> Alert:
    rule, _made = AlertRule.objects.get_or_create(
        code="T01",
        defaults={
            "name_zh": "测试",
            "name_en": "Test",
            "conditions": [],
            "severity": 3,
            "ladder": [],
            "ack_minutes": 30,
        },
    )
    return Alert.objects.create(
        rule=rule,
        subject=f"complaint:{complaint.pk}",
        complaint=complaint,
        severity=3,
        title="Angry",
        raised_at=NOW,
        ack_due_at=NOW + timedelta(minutes=30),
    )


def posted(crm: Any, count: int = 1, **fields: Any) -> list[Complaint]:
    body = {"contacts": [contact(**fields) for _ in range(count)]}
    references = [row["reference"] for row in crm.post(MANY, body).json()["results"]]
    return list(Complaint.objects.filter(reference__in=references).order_by("pk"))


def references(response: Any) -> list[str]:
    return [row["reference"] for row in response.json()["results"]]


def test_a_result_carries_the_whole_answer_of_the_engine(crm):
    url = crm.post(ONE, contact(text="再不退款我就去法院起诉", person={"name": "张三"})).json()[
        "url"
    ]
    read_contacts([Contact.objects.get().pk])

    [touch] = crm.get(url).json()["contacts"]

    detail = touch["reading"]["detail"]
    assert sum(detail["emotion"]["distribution"].values()) == pytest.approx(1, abs=0.01)
    assert detail.keys() >= {"polarity", "kind", "demands", "motive", "evidence", "unsure_about"}
    assert touch["reading"]["demands"] == ["FACT_REFUND"]


def test_a_result_shows_reading_risk_alerts_and_clocks(crm):
    url = crm.post(ONE, contact(text="卡号6222021234567890123", person={"name": "张三"})).json()[
        "url"
    ]
    touch = Contact.objects.select_related("complaint").get()
    read(touch), judged(touch.complaint), alerted(touch.complaint)

    body = crm.get(url).json()

    assert body["risk"]["score"] == 62
    assert body["risk"]["parts"][0]["code"] == "ANGER"
    assert body["contacts"][0]["reading"]["emotion"] == "ANGER"
    assert body["contacts"][0]["reading"]["category"] == "SVC01"
    assert [(alert["rule"], alert["status"]) for alert in body["alerts"]] == [("T01", "open")]
    assert {clock["met"] for clock in body["clocks"]} == {None}


def test_identities_and_long_numbers_are_masked(crm):
    person = {"name": "欧阳娜娜", "phone": "13800138000", "id_number": "11010519491231002X"}
    url = crm.post(ONE, contact(text="请打13800138000", person=person)).json()["url"]

    answer = crm.get(url).content.decode()

    assert "欧阳**" in answer
    assert "138****8000" in answer
    assert "13800138000" not in answer
    assert "娜" not in answer
    assert "1949" not in answer


def test_what_is_not_judged_yet_is_null(crm):
    url = crm.post(ONE, contact()).json()["url"]

    body = crm.get(url).json()

    assert (body["risk"], body["alerts"], body["contacts"][0]["reading"]) == (None, [], None)


def test_what_one_may_not_see_is_not_found(crm):
    url = crm.post(ONE, contact()).json()["url"]
    stranger = program(UserFactory())

    assert problem(stranger.get(url)) == (404, "not_found")
    assert references(stranger.get(COMPLAINTS)) == []


def test_an_agents_program_sees_what_it_posted(reference_data):
    crm = program(UserFactory())

    url = crm.post(ONE, contact()).json()["url"]

    assert crm.get(url).status_code == 200
    assert len(references(crm.get(COMPLAINTS))) == 1


@pytest.mark.parametrize("path", ["nope", "TS%00", "TS20261122-999999", "a b", "诉"])
def test_an_unknown_reference_is_not_found(crm, path):
    assert problem(crm.get(f"{COMPLAINTS}{path}/")) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/contacts", "/api/v1/nothing/here/"])
def test_an_unknown_address_is_a_problem_too(client, path):
    assert problem(client.post(path, {})) == (404, "not_found")


def test_another_method_is_refused(crm):
    assert problem(crm.get(ONE)) == (405, "method_not_allowed")
    assert problem(crm.post(COMPLAINTS, {})) == (405, "method_not_allowed")


def test_an_answer_nobody_can_make_is_refused(crm):
    response = crm.http.get(COMPLAINTS, headers={"Accept": "text/csv"})

    assert problem(response) == (406, "not_acceptable")


def test_pages_follow_each_other_without_gap_or_repeat(crm):
    complaints = posted(crm, 7, occurred_at="2026-11-20T09:30:00+08:00")  # all at the same time
    seen, url = [], f"{COMPLAINTS}?page_size=3"

    while url:
        page = crm.http.get(url).json()
        seen.append([row["reference"] for row in page["results"]])
        url = page["next"]

    expected = [complaint.reference for complaint in reversed(complaints)]
    assert seen == [expected[:3], expected[3:6], expected[6:]]


def test_newcomers_do_not_move_the_pages(crm):
    complaints = posted(crm, 4)
    first = crm.get(COMPLAINTS, page_size=2).json()
    posted(crm, 3)

    second = crm.http.get(first["next"])

    assert references(second) == [complaints[1].reference, complaints[0].reference]


def test_the_list_is_narrowed_by_parameters(crm):
    old, new = posted(crm, 2)
    Complaint.objects.filter(pk=old.pk).update(
        status="accepted", received_at=F("received_at") - timedelta(days=2)
    )
    judged(new, tier=4, category=Category.objects.get(pk="SVC01"))
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    number = Contact.objects.get(complaint=old).external_id

    narrowed = {
        "status": crm.get(COMPLAINTS, status="accepted"),
        "from": crm.get(COMPLAINTS, received_from=yesterday),
        "to": crm.get(COMPLAINTS, received_to=yesterday),
        "reference": crm.get(COMPLAINTS, reference=old.reference),
        "external_id": crm.get(COMPLAINTS, external_id=number),
        "tier": crm.get(COMPLAINTS, tier=[3, 4]),
        "suggested": crm.get(COMPLAINTS, category="SVC01"),
    }

    assert {name: references(response) for name, response in narrowed.items()} == {
        "status": [old.reference],
        "from": [new.reference],
        "to": [old.reference],
        "reference": [old.reference],
        "external_id": [old.reference],
        "tier": [new.reference],
        "suggested": [new.reference],
    }


def test_the_number_of_another_client_finds_nothing(crm):
    posted(crm, external_id="17")

    assert references(program().get(COMPLAINTS, external_id="17")) == []


@pytest.mark.parametrize(
    ("parameters", "errors"),
    [
        ({"statsu": "closed"}, {"statsu": "unknown_field"}),
        ({"status": "gone"}, {"status": "invalid"}),
        ({"tier": "5"}, {"tier": "invalid"}),
        ({"received_from": "yesterday"}, {"received_from": "invalid"}),
        ({"received_to": "2026-11-20T09:30:00+18:04"}, {"received_to": "invalid"}),
        ({"category": "a\x00"}, {"category": "invalid"}),
        ({"page_size": "0"}, {"page_size": "invalid"}),
        ({"page_size": "１"}, {"page_size": "invalid"}),
        ({"page_size": "1000"}, {"page_size": "invalid"}),
        ({"cursor": "abc"}, {"cursor": "invalid"}),
        ({"cursor": "é"}, {"cursor": "invalid"}),
        ({"cursor": "WzEsIDJd"}, {"cursor": "invalid"}),
    ],
)
def test_a_wrong_parameter_is_named(crm, parameters, errors):
    response = crm.get(COMPLAINTS, **parameters)

    assert response.status_code == 400
    assert wrong(response) == errors


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_however_long(crm, rows, django_assert_num_queries):
    for complaint in posted(crm, rows):
        judged(complaint)

    with django_assert_num_queries(2):  # the key, the page
        response = crm.get(COMPLAINTS)

    assert len(references(response)) == rows


@pytest.mark.parametrize("rows", [1, 20])
def test_the_detail_costs_the_same_however_much_there_is(crm, rows, django_assert_num_queries):
    (complaint,) = posted(crm)
    posted(crm, rows - 1, reference=complaint.reference) if rows > 1 else None
    for touch in Contact.objects.select_related("complaint"):
        read(touch)
    alerted(complaint)

    with django_assert_num_queries(5):  # key, complaint, contacts, alerts, clocks
        body = crm.get(f"{COMPLAINTS}{complaint.reference}/").json()

    assert len(body["contacts"]) == rows


def test_times_carry_their_zone(crm):
    posted(crm)

    received_at = crm.get(COMPLAINTS).json()["results"][0]["received_at"]

    assert datetime.fromisoformat(received_at).utcoffset() == timedelta(hours=8)

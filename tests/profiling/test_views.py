"""Pages of portraits: who sees what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from complaints.models import Complainant
from profiling.services import refresh_portraits
from profiling.sight import recognised_pass
from tests.profiling.builders import (
    make_complainant,
    make_complaint,
    make_contact,
    make_department,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make_user(Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def agent(client):
    user = make_user(Role.AGENT)
    client.force_login(user)
    return user


def drawn(complaint, text="打了三次没人理我", **values):
    """A contact that has been read, and the portrait drawn from it."""
    make_contact(complaint, text, **values)
    refresh_portraits([complaint.complainant_id])
    return complaint.complainant


def page(client, name, *args, **query):
    return client.get(reverse(f"profiling:{name}", args=args), query)


def test_nobody_sees_portraits_without_logging_in(client):
    assert page(client, "portraits").status_code == 302


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_however_long(client, officer, rows, django_assert_num_queries):
    for _ in range(rows):
        drawn(make_complaint(make_complainant()))

    with django_assert_num_queries(4):
        response = page(client, "portraits")

    assert len(response.context["page"].rows) == rows


def test_an_agent_lists_only_the_people_of_his_own_complaints(client, agent):
    mine = drawn(make_complaint(make_complainant(), owner=agent))
    drawn(make_complaint(make_complainant()))

    [row] = page(client, "portraits").context["page"].rows

    assert row.pk == mine.pk


def test_the_list_goes_on_behind_the_last_row(client, officer, monkeypatch):
    monkeypatch.setattr("profiling.lists.PAGE", 2)
    people = [drawn(make_complaint(make_complainant())) for _ in range(3)]

    first = page(client, "portraits").context["page"]
    second = page(client, "portraits", after=first.next).context["page"]

    assert [row.pk for row in first.rows] == [people[2].pk, people[1].pk]
    assert [row.pk for row in second.rows] == [people[0].pk]
    assert second.next is None


def test_the_strongest_emotion_comes_first_if_asked(client, officer):
    mild = drawn(make_complaint(make_complainant()), intensity=2.0)
    strong = drawn(make_complaint(make_complainant()), intensity=4.9)
    make_contact(make_complaint(mild), intensity=1.5)

    rows = page(client, "portraits", order="intensity").context["page"].rows

    assert [row.pk for row in rows] == [strong.pk, mild.pk]


@pytest.mark.parametrize("words", ["4321", "王", "王小二", "王**", "P-{pk}", "p-{pk}"])
def test_a_portrait_is_found_by_what_people_can_name(client, officer, words):
    known = drawn(make_complaint(make_complainant(masked_name="王**", phone_tail="4321")))
    drawn(make_complaint(make_complainant()))

    rows = page(client, "portraits", q=words.format(pk=known.pk)).context["page"].rows

    assert [row.pk for row in rows] == [known.pk]


def test_a_search_that_finds_nobody_says_so(client, officer):
    drawn(make_complaint(make_complainant()))

    response = page(client, "portraits", q="13800000000")

    assert response.context["page"].rows == []
    assert response.status_code == 200


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "12345"])
def test_a_wrong_place_in_the_list_is_its_beginning(client, officer, after):
    drawn(make_complaint(make_complainant()))

    assert len(page(client, "portraits", after=after).context["page"].rows) == 1


def test_a_portrait_shows_its_words_and_no_full_number(client, officer):
    complaint = make_complaint(make_complainant(phone="13812345678", name="张三丰"))
    person = drawn(complaint, "我的电话13812345678，没人理我")

    body = page(client, "portrait", person.pk).content.decode()

    assert "“没人理”" in body
    assert "138****5678" in body
    assert "13812345678" not in body
    assert "张三丰" not in body


def test_a_portrait_that_one_may_not_see_is_not_found(client, agent):
    person = drawn(make_complaint(make_complainant()))

    assert page(client, "portrait", person.pk).status_code == 404
    assert page(client, "mini", person.pk).status_code == 404
    assert page(client, "portrait", 10**9).status_code == 404


def test_words_of_a_complaint_one_may_not_see_are_left_out(client, agent):
    person = make_complainant()
    drawn(make_complaint(person, owner=agent), "年费的事情说不清", detail={})
    drawn(make_complaint(person, title="别处的事"), "别处没人理我")

    response = page(client, "portrait", person.pk)
    body = response.content.decode()

    assert "没人理" not in body
    assert "别处" not in body
    assert response.context["hidden_cases"] == 1
    assert [facet.code for facet in response.context["facets"] if facet.hidden] == ["motive"]


def test_a_portrait_not_drawn_yet_says_so_and_shows_what_is_known(client, officer):
    complaint = make_complaint(make_complainant())

    response = page(client, "portrait", complaint.complainant_id)

    assert response.context["portrait"] is None
    assert complaint.reference in response.content.decode()


@pytest.mark.parametrize("contacts", [1, 20])
def test_the_portrait_costs_the_same_however_long_its_history(
    client, officer, contacts, django_assert_num_queries
):
    person = make_complainant()
    for _ in range(contacts):
        make_contact(make_complaint(person))
    refresh_portraits([person.pk])

    with django_assert_num_queries(11):
        page(client, "portrait", person.pk)


def test_earlier_versions_are_listed(client, officer):
    complaint = make_complaint(make_complainant())
    drawn(complaint)
    person = drawn(complaint, intensity=4.9)

    response = page(client, "portrait", person.pk)

    assert [old.version for old in response.context["versions"]] == [1]


def test_whoever_recognised_the_caller_sees_the_strip_but_not_the_words(client, agent):
    person = drawn(make_complaint(make_complainant(), title="别处的事"), "别处没人理我")

    response = page(client, "mini", person.pk, key=recognised_pass(person, agent))
    body = response.content.decode()

    assert response.status_code == 200
    assert "张**" in body
    assert "别处" not in body
    assert reverse("profiling:portrait", args=[person.pk]) not in body.replace("/mini/", "-")


@pytest.mark.parametrize("change", ["user", "person", "nothing"])
def test_a_pass_is_good_for_one_user_and_one_person_only(client, agent, change):
    person = drawn(make_complaint(make_complainant()))
    other = drawn(make_complaint(make_complainant()))
    key = {
        "user": recognised_pass(person, make_user()),
        "person": recognised_pass(other, agent),
        "nothing": "",
    }[change]

    assert page(client, "mini", person.pk, key=key).status_code == 404


def test_a_pass_ends_with_the_call(client, agent, time_machine):
    person = drawn(make_complaint(make_complainant()))
    key = recognised_pass(person, agent)
    time_machine.move_to(timezone.now() + timedelta(seconds=3601))

    assert page(client, "mini", person.pk, key=key).status_code == 404


def test_the_strip_shows_our_failures_first(client, officer):
    person = drawn(make_complaint(make_complainant()), wait_seconds=600, transfers=2)

    strip = page(client, "mini", person.pk).context["strip"]

    assert len(strip.tags) == 2
    assert [value for _label, value in strip.stats] == [1, 1, 0, 1]


def test_a_supervisor_sees_the_people_of_her_department(client):
    department = make_department()
    client.force_login(make_user(Role.SUPERVISOR, department))
    person = drawn(make_complaint(make_complainant(), department=department))

    assert page(client, "portrait", person.pk).status_code == 200


def test_an_unknown_caller_has_a_page_too(client, officer):
    nobody = Complainant.objects.create(created_at=timezone.now())
    drawn(make_complaint(nobody))

    assert page(client, "portrait", nobody.pk).status_code == 200
    assert page(client, "mini", nobody.pk).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_label_has_words_in_both_languages(client, officer, language):
    person = make_complainant(birth_year=1983, customer_level="金卡", customer_since="2017-03-01")
    detail = {
        "emotion": {"primary": "ANGER", "distribution": {"ANGER": 0.6, "DISAPPOINT": 0.2}},
        "motive": {"MOT_JUSTICE": 0.6, "MOT_VENT": 0.3},
        "demands": [{"code": "FACT_REFUND", "start": None, "end": None}],
        "evidence": [{"start": 0, "end": 2, "why": "risk", "code": "MEDIA", "weight": 4}],
    }
    for intensity in (4.8, 2.0, 4.0, 4.6):
        drawn(
            make_complaint(person, channel="REG_NFRA", demands=["FACT_REFUND"], amount="776.40"),
            "曝光你们", detail=detail, flags=["REPEAT", "MEDIA"], intensity=intensity,
            wait_seconds=700, transfers=1,
        )  # fmt: skip
    client.cookies["django_language"] = language

    response = page(client, "portrait", person.pk)

    findings = [one for facet in response.context["facets"] for one in facet.findings]
    assert len(findings) >= 15
    assert all(one.text and one.title for one in findings)
    assert all(facet.findings[0].source for facet in response.context["facets"])

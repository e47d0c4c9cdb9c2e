"""The list of complaints: filters, search, pages by key, saved views."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.domain.intake import Person
from complaints.models import Clock, Complaint
from complaints.services import Sender
from complaints.services.handling import accept
from tests.factories import UserFactory, receive
from tests.journeys.world import work_off

pytestmark = pytest.mark.django_db
THREAT = "太欺负人了，再不给我解决我今天就打12378投诉，还要找电视台曝光你们！"
CALM = "你好，我想咨询一下退款什么时候能到账，谢谢。"
BROKEN = "App 昨天升级以后一直闪退，转账都转不了。"
NOW = timezone.now()


@pytest.fixture
def officer(client):
    user = UserFactory(officer=True)
    client.force_login(user)
    return user


def came(text: str = CALM, **fields) -> Complaint:
    """A complaint that was read and judged."""
    pk = receive(text, **fields).complaint_id
    work_off()
    return Complaint.objects.select_related("risk").get(pk=pk)


def page(client, **asked):
    response = client.get(reverse("insights:complaints"), asked)
    assert response.status_code == 200
    return response.context["page"]


def rows(client, **asked) -> list[Complaint]:
    return page(client, **asked).rows


def walked(client, **asked) -> list[int]:
    """All rows by turning pages until there is no next one."""
    keys, after = [], ""
    while True:
        part = page(client, after=after, **asked)
        keys += [row.pk for row in part.rows]
        after = part.next
        if not after:
            return keys


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_however_long(client, officer, count, django_assert_num_queries):
    for number in range(count):
        receive(THREAT, phone=f"1390000{number:04}")
    work_off()

    with django_assert_num_queries(7):
        shown = rows(client, view="all")

    assert len(shown) == count


def test_every_filter_narrows_to_what_it_names(client, officer):
    agent = UserFactory()
    angry = came(THREAT, channel="REG_NFRA", by=agent)
    mild = came(CALM, channel="APP", by=agent)
    broken = came(BROKEN, channel="WECHAT_OA", by=agent, occurred_at=NOW - timedelta(days=40))
    accept(mild.pk, by=agent)
    late = Clock.objects.filter(complaint=broken, stopped_at=None)
    late.update(started_at=NOW - timedelta(days=40), due_at=NOW - timedelta(days=1))
    Clock.objects.filter(complaint=angry).update(due_at=NOW + timedelta(hours=3))

    found = {
        "tier": rows(client, tier=[angry.risk.tier]),
        "channel": rows(client, channel="APP"),
        "group": rows(client, group="REGULATOR"),
        "category": rows(client, category=broken.risk.category_id),
        "level one": rows(client, category=broken.risk.category_id[:3]),
        "emotion": rows(client, emotion=angry.risk.emotion),
        "status": rows(client, status="accepted"),
        "owner": rows(client, owner="none", received="7"),
        "late": rows(client, clock="late"),
        "near": rows(client, clock="near"),
        "received": rows(client, received="30", order="oldest"),
        "since": rows(client, since=(NOW - timedelta(days=1)).isoformat(), order="oldest"),
        "until": rows(client, until=(NOW - timedelta(days=1)).isoformat()),
    }

    assert found == {
        "tier": [angry], "channel": [mild], "group": [angry], "category": [broken],
        "level one": [broken], "emotion": [angry], "status": [mild], "owner": [angry],
        "late": [broken], "near": [angry], "received": [angry, mild], "since": [angry, mild],
        "until": [broken],
    }  # fmt: skip


def test_a_wrong_value_is_said_and_an_unknown_key_passed_over(client, officer):
    came()

    wrong = client.get(reverse("insights:complaints"), {"tier": "9", "colour": "red"})

    assert wrong.status_code == 200
    assert "tier" in wrong.context["filter"].form.errors


def test_search_finds_by_number_phone_tail_phone_and_two_characters(client, officer):
    known = came(THREAT, person=Person(name="张三", phone="13912340987"))
    coded = receive(CALM, external_id="CRM-77", sender=Sender(officer, source="crm"))
    other = came(BROKEN, phone="13800001111")
    crm = Complaint.objects.get(pk=coded.complaint_id)

    found = {
        words: rows(client, q=words)
        for words in (
            known.reference, known.reference[2:], "0987", "139 1234 0987", "+86 13912340987",
            "曝光", "曝", "闪退", "app闪退", "CRM-77", "曝光 闪退", "没有这样的话", "139123409",
        )
    }  # fmt: skip

    assert found == {
        known.reference: [known], known.reference[2:]: [known], "0987": [known],
        "139 1234 0987": [known], "+86 13912340987": [known], "曝光": [known], "曝": [known],
        "闪退": [other], "app闪退": [other], "CRM-77": [crm], "曝光 闪退": [],
        "没有这样的话": [], "139123409": [],
    }  # fmt: skip


@pytest.mark.parametrize("words", ["'", "\\", "a & !b:*", "%_", "😡", "|" * 90])
def test_no_search_breaks(client, officer, words):
    came()

    assert rows(client, q=words) == []


@pytest.mark.parametrize("order", ["risk", "newest", "oldest"])
def test_turning_pages_meets_every_row_exactly_once(client, officer, order, monkeypatch):
    monkeypatch.setattr("insights.lists.PAGE", 3)
    for number in range(10):  # with equal times and equal scores among them
        receive((CALM, THREAT)[number % 2], occurred_at=NOW - timedelta(minutes=number // 3))
    work_off()

    met = walked(client, view="all", order=order)

    risks = {row.pk: row.risk for row in Complaint.objects.select_related("risk")}
    keys = {
        "risk": lambda pk: (-risks[pk].tier, -risks[pk].score, -pk),
        "newest": lambda pk: (-risks[pk].complaint.received_at.timestamp(), -pk),
        "oldest": lambda pk: (risks[pk].complaint.received_at.timestamp(), pk),
    }
    assert met == sorted(risks, key=keys[order])


def test_what_comes_in_meanwhile_moves_no_row(client, officer, monkeypatch):
    monkeypatch.setattr("insights.lists.PAGE", 2)
    cases = [came(occurred_at=NOW - timedelta(minutes=number)) for number in range(4)]
    first = page(client, view="all")
    came()

    second = page(client, view="all", after=first.next)

    assert [*first.rows, *second.rows] == cases


def test_a_page_behind_a_case_one_may_not_see_is_the_first(client):
    hidden = came()
    agent = UserFactory()
    mine = came(by=agent)
    client.force_login(agent)

    assert rows(client, view="all", after=hidden.reference) == [mine]
    assert rows(client, view="all", after="nonsense") == [mine]


def test_saved_views_are_what_their_names_say(client):
    supervisor = UserFactory(supervisor=True)
    agent = UserFactory(department=supervisor.department)
    angry = came(THREAT, by=agent)
    mine = came(CALM, by=agent)
    official = came(CALM, by=agent, channel="REG_NFRA")
    accept(mine.pk, by=supervisor)
    Complaint.objects.filter(pk=mine.pk).update(owner=supervisor)
    client.force_login(supervisor)

    views = {code: set(rows(client, view=code)) for code in ("mine", "regulator", "unassigned")}

    assert views == {"mine": {mine}, "regulator": {official}, "unassigned": {angry, official}}
    assert angry in rows(client, view="risky") and mine not in rows(client, view="risky")
    assert set(rows(client, view="all")) == {angry, mine, official}
    assert rows(client) == rows(client, view="risky")  # who leads begins with what is dangerous


def test_htmx_gets_the_rows_alone(client, officer):
    came()

    part = client.get(reverse("insights:complaints"), headers={"HX-Request": "true"})

    assert part.content.decode().lstrip().startswith('<div id="results"')

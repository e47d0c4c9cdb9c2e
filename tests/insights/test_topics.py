"""Topics: phrases of the same texts, with the complaints behind them, as far as one may see."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from accounts.services import create_department
from complaints.models import Complaint, Contact
from insights.grouping import Group, groups
from insights.reports.topics import Topic, topics, window
from sentiment.models import Reading
from sentiment.services import read_contacts
from tests.factories import UserFactory, receive

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE = "/language/words/topics/"
CARD, NET = "信用卡被盗刷，短信提醒没有来", "宽带断网，路由器坏了"


@pytest.fixture
def officer(client):
    user = UserFactory(officer=True)
    client.force_login(user)
    return user


def say(text, times, *, by=None, days_ago=1, **fields):
    by = by or UserFactory()
    at = timezone.now() - timedelta(days=days_ago)
    ids = [receive(text, by=by, occurred_at=at, **fields).contact_id for _ in range(times)]
    read_contacts(ids)
    of = Contact.objects.filter(pk__in=ids).values("complaint")
    Complaint.objects.filter(pk__in=of).update(received_at=at)


def count(days=7):
    when = window(days, timezone.localtime())
    return topics(Reading.objects.all(), Complaint.objects.all(), when)["topics"]


def part(client, **asked):
    return client.get(PAGE, {"part": "topics", **asked}, headers=HTMX).content.decode()


def links(page):
    return [unescape(href) for href in re.findall(r'<h2><a href="([^"]+)"', page)]


def test_phrases_of_the_same_texts_are_one_topic():
    found = groups([(CARD, "")] * 6 + [(NET, "")] * 5)

    together = {frozenset(one.phrases): one.texts for one in found}
    [card] = [one for one in together if "信用卡" in "".join(one)]
    [net] = [one for one in together if "宽带" in "".join(one)]
    assert card != net
    assert (together[card], together[net]) == (6, 5)


def test_the_same_texts_make_the_same_topics():
    rows = [(CARD, ""), (NET, ""), (NET + CARD, "")] * 5

    assert groups(rows) == groups(rows)


def test_a_name_repeats_no_part_of_itself():
    group = Group(("推销", "推销贷款", "分期", "拉黑", "号码"), 9)

    assert group.name == ("推销", "分期", "拉黑")


@pytest.mark.parametrize("rows", [[], [("", "")], [(CARD, "")] * 2, [("。", "")] * 9])
def test_too_little_makes_no_topic(rows):
    assert groups(rows) == []


def test_a_topic_has_its_complaints_now_and_before_and_its_main_category():
    say(CARD, 6)
    say(CARD, 2, days_ago=9)
    say(NET, 4, days_ago=9)
    Reading.objects.update(polarity="negative")

    [topic] = count()

    assert (topic.complaints, topic.before, topic.negative) == (6, 2, 6)
    assert topic.percent == pytest.approx(200)
    assert topic.of_category <= topic.complaints


@pytest.mark.parametrize(
    ("now", "before", "percent", "told"),
    [(20, 5, 300, True), (6, 5, 20, False), (9, 0, None, True), (3, 0, None, False)],
)
def test_only_a_change_beyond_chance_is_told(now, before, percent, told):
    topic = Topic((), (), now, before, 0, "", 0)

    assert (topic.percent, topic.told) == (pytest.approx(percent) if before else percent, told)


def test_a_topic_leads_to_as_many_complaints_as_it_counts(client, officer):
    say(CARD, 6)
    say(NET, 5)

    [first, *_] = count()
    [href, *_] = links(part(client, days="7"))
    listed = client.get(href)

    assert listed.context["page"].count == first.complaints == 6
    assert all("信用卡" in row.title for row in listed.context["page"].rows)


def test_the_page_comes_at_once_and_its_topics_after(client, officer):
    say(NET, 5)

    page = client.get(PAGE).content.decode()

    assert "part=topics" in page
    assert "路由器" not in page
    assert "路由器" in part(client)
    assert "路由器" in client.get(PAGE, {"part": "topics"}).content.decode()


def test_window_and_category_narrow_the_topics(client, officer):
    say(CARD, 5, days_ago=20)

    assert "盗刷" not in part(client, days="7")
    assert "盗刷" in part(client, days="30")
    assert "盗刷" not in part(client, days="30", category="FEE02")


def test_a_supervisor_sees_the_topics_of_the_department(client):
    ours, theirs = create_department("甲部"), create_department("乙部")
    say(NET, 5, by=UserFactory(department=ours))
    say(CARD, 5, by=UserFactory(department=theirs))
    client.force_login(UserFactory(supervisor=True, department=ours))

    page = part(client)

    assert ("宽带" in page, "盗刷" in page) == (True, False)
    [href] = links(page)
    assert client.get(href).context["page"].count == 5


def test_agents_find_nothing(client):
    client.force_login(UserFactory())

    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("asked", [{"days": "x"}, {"category": "NO"}, {"days": ""}])
def test_odd_questions_do_no_harm(client, officer, asked):
    assert client.get(PAGE, {"part": "topics", **asked}).status_code == 200


@pytest.mark.parametrize("topic", ["、", "盗刷", "'&|!():*、\\", "盗刷、", "  、 ", "甲" * 101])
def test_the_list_bears_any_topic(client, officer, topic):
    assert client.get("/insights/complaints/", {"view": "all", "topic": topic}).status_code == 200


@pytest.mark.parametrize("texts", [3, 20])
def test_counting_costs_the_same_number_of_queries(
    client, officer, django_assert_num_queries, texts
):
    say(CARD, texts)

    with django_assert_num_queries(8):
        part(client)

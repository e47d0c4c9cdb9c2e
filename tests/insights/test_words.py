"""What is talked of: counted over what one may see, compared with the window before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.services import create_department
from complaints.models import Contact
from insights.reports.words import Words, words
from sentiment.models import Reading
from sentiment.services import read_contacts
from tests.factories import UserFactory, receive

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE = "/language/words/"


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


def count(days=7) -> Words:
    return words(Reading.objects.all(), days=days, today=timezone.localdate())


def figures(client, **asked):
    return client.get(PAGE, {"part": "figures", **asked}, headers=HTMX).content.decode()


def test_words_are_counted_by_texts_and_compared_with_the_window_before():
    say("信用卡被盗刷", 6)
    say("宽带断网", 6)
    say("信用卡被盗刷", 2, days_ago=9)
    say("宽带断网", 8, days_ago=9)

    report = count()

    lines = {line.word: line for line in report.lines}
    assert (report.texts, report.read, report.before) == (12, 12, 10)
    assert lines["盗刷"].texts == 6
    assert lines["盗刷"].share == 0.5
    assert lines["盗刷"].change == pytest.approx(0.5 / 0.2 - 1)
    assert lines["宽带"].change == pytest.approx(0.5 / 0.8 - 1)


def test_only_a_change_beyond_chance_is_told():
    say("信用卡被盗刷", 30)
    say("宽带断网", 30)
    say("宽带断网", 60, days_ago=9)

    lines = {line.word: line for line in count().lines}

    assert (lines["盗刷"].change, lines["盗刷"].told) == (None, True)
    say("信用卡被盗刷", 58, days_ago=9)
    again = {line.word: line for line in count().lines}
    assert again["盗刷"].told is False


def test_what_fewer_than_three_texts_hold_is_not_shown():
    say("信用卡被盗刷", 2)
    say("宽带断网", 3)

    shown = {each.word for each in count().cloud}

    assert "宽带" in shown
    assert "盗刷" not in shown


def test_names_of_persons_and_numbers_are_not_shown():
    say("张小芳女士三次来电说宽带断网", 5)

    shown = {each.word for each in count().cloud}

    assert "宽带" in shown
    assert not shown & {"张小芳", "张小芳女士", "三次"}


def test_words_of_every_note_are_not_shown():
    say("宽带断网，请尽快核实处理并书面答复。已安抚，登记转办，待回电", 5)

    report = count()

    assert [each.word for each in report.cloud] == ["宽带"]
    assert report.phrases == []


def test_the_cloud_has_six_sizes_by_count():
    say("宽带断网", 40)
    say("信用卡被盗刷", 3)

    sizes = {each.word: each.size for each in count().cloud}

    assert (sizes["宽带"], sizes["盗刷"]) == (6, 1)


def test_of_many_texts_every_so_many_th_is_read(monkeypatch):
    say("宽带断网", 40)
    monkeypatch.setattr("insights.reports.words.MOST_TEXTS", 10)

    report = count()

    assert report.texts == 40
    assert 5 <= report.read <= 15


def test_our_own_answers_are_not_counted(client, officer):
    say("宽带断网", 5)
    Contact.objects.update(direction=Contact.OUT)

    assert "宽带" not in figures(client)


def test_the_page_comes_at_once_and_its_figures_after(client, officer):
    say("宽带断网", 5)

    page = client.get(PAGE).content.decode()

    assert "part=figures" in page
    assert "sj-skel" in page
    assert "宽带" not in page
    assert "宽带" in figures(client)
    assert "宽带" in client.get(PAGE, {"part": "figures"}).content.decode()


def test_every_word_leads_to_its_texts_with_the_same_filters(client, officer):
    say("宽带断网", 5)

    page = figures(client, days="7", channel="PHONE_HOTLINE", tier=["1", "2", "3", "4"])
    searched = figures(client, days="7")

    assert "received=7" in searched
    assert "q=%E5%AE%BD%E5%B8%A6" in searched
    assert "channel=PHONE_HOTLINE" in page or "宽带" not in page


def test_the_window_and_the_channel_narrow_what_is_counted(client, officer):
    say("宽带断网", 5, days_ago=20)
    say("信用卡被盗刷", 5, channel="CHAT_ONLINE")

    assert "宽带" not in figures(client, days="7")
    assert "宽带" in figures(client, days="30")
    assert "宽带" not in figures(client, days="30", channel="CHAT_ONLINE")
    assert "盗刷" in figures(client, days="30", channel="CHAT_ONLINE")


def test_a_supervisor_counts_what_the_department_said(client):
    ours, theirs = create_department("甲部"), create_department("乙部")
    say("宽带断网", 5, by=UserFactory(department=ours))
    say("信用卡被盗刷", 5, by=UserFactory(department=theirs))
    client.force_login(UserFactory(supervisor=True, department=ours))

    seen = figures(client)

    assert ("宽带" in seen, "盗刷" in seen) == (True, False)


def test_agents_find_nothing(client):
    client.force_login(UserFactory())

    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("asked", [{"days": "x"}, {"tier": "9"}, {"category": "NO"}, {"days": ""}])
def test_odd_questions_do_no_harm(client, officer, asked):
    assert client.get(PAGE, {"part": "figures", **asked}).status_code == 200


@pytest.mark.parametrize("texts", [1, 20])
def test_counting_costs_the_same_number_of_queries(
    client, officer, django_assert_num_queries, texts
):
    say("宽带断网", texts)

    with django_assert_num_queries(6):
        figures(client)


def test_no_bar_is_longer_than_the_share_it_is_measured_by():
    say("年费被重复扣了，要求退还", 3)
    say("年费太高了，柜员不解释", 4)

    found = count()

    assert found.most == max(line.share for line in found.lines)

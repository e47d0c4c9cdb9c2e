"""The risk cockpit: every figure against rows that were counted by hand."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services import create_department
from alerts.models import Alert, AlertRule, Risk
from alerts.seeds import load_alert_rules
from complaints.domain.intake import NewContact, Person
from complaints.models import Category, Clock, Complaint, Contact
from complaints.services import Sender, receive_contacts
from complaints.services.reference_data import load_reference_data
from insights.reports import dashboard as report
from insights.reports.charts import trend_chart
from insights.reports.period import CODES, period
from insights.reports.trend import trend
from sentiment.models import Reading
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.localtime(datetime.fromisoformat("2026-03-18T15:30:00+08:00"))  # a Wednesday
TODAY = period("today", NOW)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def officer(client):
    load_reference_data()
    user = UserFactory(officer=True, department=create_department("甲部"))
    client.force_login(user)
    return user


def came(by, *times: datetime, tier: int = 1, category: str = "FEE02", **fields) -> list[Complaint]:
    """Complaints of these times with the tier and category a judgement would have left."""
    rows = [NewContact("退款一直没有到账", "APP", at, Person()) for at in times]
    receipts = receive_contacts(rows, sender=Sender(by), now=max(NOW, *times))
    cases = list(Complaint.objects.filter(pk__in=[r.complaint_id for r in receipts]).order_by("pk"))
    Risk.objects.bulk_create(
        Risk(
            complaint=case, score=10 * tier, tier=tier, parts=[], category_id=category,
            rule_version="1", assessed_at=NOW,
        )
        for case in cases
    )  # fmt: skip
    Complaint.objects.filter(pk__in=[case.pk for case in cases]).update(**fields)
    return cases


def read(case: Complaint, emotion: str) -> None:
    contact = Contact.objects.get(complaint=case)
    Reading.objects.create(
        contact=contact, complaint=case, occurred_at=contact.occurred_at, polarity="negative",
        emotion=emotion, intensity=4, detail={}, engine_version="1", lexicon_version="1",
        read_at=NOW,
    )  # fmt: skip


def test_tiles_count_what_came_today_and_at_the_same_time_yesterday(officer):
    came(officer, NOW - HOUR, NOW - 3 * HOUR, tier=4)
    came(officer, NOW - HOUR, tier=4, owner=officer)
    came(officer, NOW - 2 * HOUR, tier=1)
    came(officer, NOW - DAY, NOW - DAY + HOUR, tier=4)  # the second was later than now, yesterday
    came(officer, NOW - DAY - HOUR, tier=2)

    tiles = {tile.tier: tile for tile in report.tiles(officer, TODAY)}

    assert [tile.tier for tile in report.tiles(officer, TODAY)] == [4, 3, 2, 1]
    assert {tier: (tile.count, tile.before, tile.unassigned) for tier, tile in tiles.items()} == {
        4: (3, 0, 2), 3: (0, 0, 0), 2: (0, 1, 0), 1: (1, 0, 1),
    }  # fmt: skip
    assert (tiles[4].share, tiles[1].share, tiles[2].change) == (0.75, 0.25, -1)
    assert [sum(tile.course) for tile in tiles.values()] == [3, 0, 0, 1]


def test_categories_are_summed_to_level_one_the_largest_first(officer):
    came(officer, NOW - HOUR, NOW - HOUR, tier=3, category="FEE02")
    came(officer, NOW - HOUR, tier=1, category="FEE03")
    came(officer, NOW - HOUR, tier=2, category="SYS01")
    came(officer, NOW - DAY - HOUR, NOW - DAY - HOUR, tier=1, category="SYS01")

    bars = report.categories(officer, TODAY)

    assert [(bar.code, bar.tiers, bar.before) for bar in bars] == [
        ("FEE", {3: 2, 1: 1}, 0),
        ("SYS", {2: 1, 1: 0}, 2),
    ]
    assert bars[0].name == Category.objects.get(pk="FEE").name


def test_emotions_stand_in_their_hours(officer):
    for case in came(officer, NOW, NOW - timedelta(minutes=29), NOW - 5 * HOUR):
        read(case, "ANGER")
    [anxious, long_ago] = came(officer, NOW - 23 * HOUR, NOW - 25 * HOUR)
    read(anxious, "ANXIETY")
    read(long_ago, "ANXIETY")

    heat = report.emotions(officer, NOW)

    hours = [at.astimezone(NOW.tzinfo).hour for at in heat.hours]
    assert (hours[0], hours[-1], len(hours), heat.most) == (16, 15, 24, 2)
    assert {n: count for n, count in enumerate(heat.rows["ANGER"]) if count} == {18: 1, 23: 2}
    assert {n: count for n, count in enumerate(heat.rows["ANXIETY"]) if count} == {0: 1}


def test_time_limits_are_counted_and_the_latest_is_named_first(officer):
    cases = came(officer, *[NOW - n * DAY for n in range(1, 7)])
    ends = [-2 * HOUR, 3 * HOUR, 2 * DAY, 5 * DAY, -DAY, -DAY]
    for case, end in zip(cases, ends, strict=True):
        Clock.objects.filter(complaint=case).update(due_at=NOW + end, started_at=NOW - 20 * DAY)
    Clock.objects.filter(complaint=cases[4]).update(stopped_at=NOW - 2 * DAY)  # kept
    Clock.objects.filter(complaint=cases[5]).update(stopped_at=NOW - HOUR)  # broken
    load_alert_rules()
    Alert.objects.create(
        rule=AlertRule.objects.get(pk="A08"), subject="x", severity=2, title="x",
        complaint=cases[0], raised_at=NOW, ack_due_at=NOW,
    )  # fmt: skip

    counts = report.counts(officer, NOW)
    named = [clock.complaint for clock in report.clocks_at_risk(officer, NOW)]

    assert (counts.waiting_alerts, counts.overdue, counts.due_24h) == (1, 1, 1)
    assert counts.kept_share == 0.5
    assert named == cases[:3]


def test_teams_show_open_work_and_what_of_it_is_dangerous(officer):
    other = UserFactory(department=create_department("乙部"))
    came(officer, NOW, tier=4)
    came(other, NOW, NOW, tier=1)
    came(other, NOW, tier=3)
    came(other, NOW, tier=3, status="closed", finished_at=NOW)

    teams = report.teams(officer)

    assert [(team.name, team.open, team.risky) for team in teams] == [
        ("乙部", 3, 1),
        ("甲部", 1, 1),
    ]


def test_a_surge_is_what_four_weeks_do_not_explain(officer):
    usual = [NOW - timedelta(weeks=week) - 2 * HOUR for week in range(1, 5)]
    came(officer, *usual, *[NOW - 2 * HOUR] * 9)  # nine in an hour that usually has one
    came(officer, *[NOW - 5 * HOUR] * 4)  # too few to be called one
    busy = [NOW - timedelta(weeks=week) - 7 * HOUR for week in range(1, 5) for _ in range(8)]
    came(officer, *busy, *[NOW - 7 * HOUR] * 9)  # busy every week

    points = trend(officer, TODAY)
    chart = trend_chart(points, TODAY)

    assert len(points) == 16
    assert [(at.at.hour, at.count, at.growth) for at in points if at.surge] == [(13, 9, 800)]
    assert sum(point.count for point in points) == 9 + 4 + 9
    assert [mark["at"] for mark in chart["marks"]] == [13]
    assert chart["x"][13] == "13:00"
    assert [point.expected for point in points][8] == 8.0


@pytest.mark.parametrize(("now", "partial"), [(NOW.replace(minute=0), False), (NOW, True)])
def test_an_hour_that_is_not_over_is_said_to_be_so(officer, now, partial):
    span = period("today", now)

    chart = trend_chart(trend(officer, span), span)

    assert chart["partial"] is partial
    assert ("至今" in chart["x"][-1] or "so far" in chart["x"][-1]) is partial


def test_a_point_of_the_curve_leads_to_its_complaints(officer, client):
    [case] = came(officer, NOW - 2 * HOUR)
    came(officer, NOW - 4 * HOUR)

    chart = trend_chart(trend(officer, TODAY), TODAY)
    rows = client.get(reverse("insights:complaints") + link(chart, 13)).context["page"].rows

    assert rows == [case]


def link(chart: dict, at: int) -> str:
    return chart["links"][at].replace("+", "%2B")


@pytest.mark.parametrize("code", CODES)
def test_periods_compare_equal_stretches(code):
    span = period(code, NOW)

    assert span.end == NOW
    assert span.before[1] - span.before[0] == span.end - span.start
    assert period("nonsense", NOW) == TODAY


@pytest.mark.parametrize("code", CODES)
def test_figures_are_of_what_one_may_see(client, officer, code):
    came(officer, timezone.now() - timedelta(minutes=1), tier=4)
    stranger = UserFactory(supervisor=True)

    def tiles(user):
        client.force_login(user)
        page = client.get(reverse("insights:dashboard"), {"period": code})
        return [tile.count for tile in page.context["tiles"]]

    assert (sum(tiles(officer)) <= 1, tiles(stranger)) == (True, [0, 0, 0, 0])
    assert code == "today" or sum(tiles(officer)) == 1


@pytest.mark.parametrize("count", [1, 20])
def test_the_cockpit_costs_the_same_however_much_there_is(
    client, officer, count, django_assert_num_queries
):
    for case in came(officer, *[timezone.now() - HOUR] * count, tier=3):
        read(case, "ANGER")
    Clock.objects.update(due_at=timezone.now() + HOUR)

    with django_assert_num_queries(14):
        page = client.get(reverse("insights:dashboard"), {"period": "24h"})

    assert sum(tile.count for tile in page.context["tiles"]) == count

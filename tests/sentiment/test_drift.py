"""Shares of the classes, doubt and corrections by week, of what one may see."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from complaints.models import Contact
from sentiment.models import Reading
from sentiment.reports.drift import drift_panel
from sentiment.services.drift import drift
from tests.factories import UserFactory
from tests.sentiment.learnt import contacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(officer=True)


@pytest.fixture
def now():
    return timezone.now()


def put(keys, when, **values) -> None:
    """These contacts were said then and read so."""
    Contact.objects.filter(pk__in=keys).update(occurred_at=when)
    Reading.objects.filter(pk__in=keys).update(occurred_at=when, **values)


def test_weeks_are_counted_with_doubt_and_corrections(officer, now):
    keys = contacts(10)
    before = now - timedelta(weeks=1)
    put(keys, before, unsure=False, corrected=[])
    Reading.objects.filter(pk__in=keys[:2]).update(unsure=True)
    Reading.objects.filter(pk=keys[0]).update(corrected=["emotion"])

    weeks = drift(officer, now=now).weeks

    assert (len(weeks), weeks[-1].readings, weeks[-1].unsure_rate) == (12, 0, None)
    assert (weeks[-2].readings, weeks[-2].unsure_rate, weeks[-2].correction_rate) == (10, 0.2, 0.1)


def test_shares_of_a_week_add_up_to_one(officer, now):
    put(contacts(10), now)

    week = drift(officer, now=now).weeks[-1]

    for name in ("polarity", "emotion", "category"):
        codes = week.classes[name]
        assert sum(week.share(name, code) for code in codes) == pytest.approx(1)


def test_other_classes_than_usual_are_named(officer, now):
    keys = contacts(120)
    put(keys[:60], now - timedelta(weeks=3), emotion="CALM", polarity="neutral")
    put(keys[60:], now - timedelta(weeks=1), emotion="ANGER", polarity="neutral")

    found = drift(officer, now=now)

    assert found.shifts["emotion"] == 1.0
    assert found.shifts["polarity"] == 0.0
    assert "emotion" in found.shifted


def test_few_readings_show_no_drift(officer, now):
    keys = contacts(20)
    put(keys[:10], now - timedelta(weeks=3), emotion="CALM")
    put(keys[10:], now - timedelta(weeks=1), emotion="ANGER")

    assert drift(officer, now=now).shifts == {}


def test_what_one_may_not_see_is_not_counted(now):
    put(contacts(4), now)

    assert drift(UserFactory(), now=now).weeks[-1].readings == 0


@pytest.mark.parametrize("rows", [1, 40])
def test_it_costs_the_same_however_many_readings_there_are(
    officer, now, rows, django_assert_num_queries
):
    put(contacts(rows), now)

    with django_assert_num_queries(1):
        drift(officer, now=now)


def test_the_panel_can_be_drawn(officer, now):
    put(contacts(4), now - timedelta(weeks=1))

    html = render_to_string("sentiment/drift.html", {"drift": drift_panel(officer)})

    assert "drift-rates" in html
    assert html.count("<details") == 4


def test_the_panel_says_so_when_nothing_was_read(officer):
    assert "drift-rates" not in render_to_string(
        "sentiment/drift.html", {"drift": drift_panel(officer)}
    )


def test_the_page_has_the_tabs_of_its_siblings_and_is_one_of_them(client, officer):
    client.force_login(officer)

    page = client.get(reverse("sentiment:drift")).content.decode()

    assert f'<a href="{reverse("sentiment:drift")}" aria-current="page">' in page
    assert f'<a href="{reverse("sentiment:overview")}">' in page

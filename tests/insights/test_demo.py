"""The demo: what it tells, that it is marked, and that it goes without a trace."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from alerts.models import Alert, Notice, Risk
from alerts.seeds import load_alert_rules
from complaints.models import Channel, Clock, Complainant, Complaint, Contact, Promise
from complaints.services.promises import notice_breaches
from complaints.services.reference_data import load_reference_data
from insights.demo.grammar import GRAMMAR
from outbox.models import Delivery
from profiling.models import Portrait
from sentiment.models import Reading
from tests.factories import receive
from tests.journeys.world import work_off

SCALE = 0.05
OURS = {"BOT", "INTERNAL"}  # groups by which nobody complains in the story
KEPT = (Complaint, Complainant, Contact, Reading, Risk, Portrait, Alert, Notice, Clock, Promise)

pytestmark = pytest.mark.django_db


def told(*options: str) -> str:
    out = StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def ground(settings):
    settings.DEMO = True
    load_reference_data()
    load_alert_rules()


def rows() -> dict[str, set]:
    return {model.__name__: set(model.objects.values_list("pk", flat=True)) for model in KEPT}


def test_it_loads_a_believable_story(ground):
    said = told("--scale", str(SCALE))

    cases = Complaint.objects.all()
    assert f"{cases.count()} demo complaints" in said and cases.count() > 100
    assert not cases.filter(is_demo=False).exists()
    assert not Complainant.objects.filter(is_demo=False).exists()
    assert Reading.objects.count() == Contact.objects.filter(direction="in").count()
    assert Risk.objects.count() == cases.count()
    assert not Delivery.objects.exclude(status=Delivery.DONE).exists()

    groups = set(Channel.objects.values_list("group", flat=True)) - OURS
    assert set(cases.values_list("channel__group", flat=True)) == groups
    assert set(Risk.objects.values_list("tier", flat=True)) >= {1, 2, 3}
    assert {"A01", "A15"} <= set(Alert.objects.values_list("rule", flat=True))
    stopped = Clock.objects.exclude(stopped_at=None)
    assert {clock.met for clock in stopped} == {True, False}
    assert Promise.objects.filter(kept_at=None).exists()
    riser = Complaint.objects.get(contacts__text=GRAMMAR["riser"][0])
    portrait = Portrait.objects.get(pk=riser.complainant_id)
    assert (portrait.contacts, portrait.trend > 0) == (4, True)
    assert set(Alert.objects.values_list("status", flat=True)) >= {"open", "closed"}
    assert not Alert.objects.exclude(group=None).exists()
    assert not notice_breaches(timezone.now())


def test_it_goes_and_takes_nothing_else_along(ground):
    told("--scale", "0.01")  # a first one, which the second replaces
    told("--remove")
    receive(
        "客服推诿了半个月，再不退我今天就打12378投诉，还要找电视台曝光你们！", phone="13912340987"
    )
    work_off()
    before = rows()

    told("--scale", str(SCALE))
    assert rows() != before
    assert Alert.objects.filter(rule="A01").exists()
    told("--remove")

    assert rows() == before


def test_its_people_can_log_in_only_where_it_is_a_demo(ground, settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        told("--scale", "0.01")

    assert not User.objects.exists()
    assert not Complaint.objects.exists()

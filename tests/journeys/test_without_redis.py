"""Redis is gone: a real site whose Redis address answers nobody, and what becomes of its work."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from accounts.services import SCOPES, issue_key
from complaints.models import Complaint, Contact
from complaints.services.reference_data import load_reference_data
from config.local.environment import free_port
from outbox import tasks
from outbox.doorbell import redis
from outbox.models import Delivery
from sentiment.models import Reading
from tests.factories import UserFactory
from tests.journeys.workers import Site
from tests.journeys.world import work_off

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "客户来电称，年费重复扣了96元，打了三次电话没人管。"


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    nobody = f"redis://127.0.0.1:{free_port()}/0"
    site = Site(tmp_path_factory.mktemp("site"), REDIS_URL=nobody, DEBUG="1")  # plain static files
    yield site
    site.program.kill()


@pytest.fixture
def agent():
    load_reference_data()
    return UserFactory()


@pytest.fixture
def cookies(agent) -> str:
    client = Client()
    client.force_login(agent)
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}"


def test_intake_works_and_the_work_waits_for_the_sweep(site, agent, cookies):
    secret = issue_key("CRM", user=agent, scopes=list(SCOPES))[1]
    row = json.dumps({"text": TEXT, "channel": "PHONE_HOTLINE"})
    key = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    page = site.ask("GET", "/complaints/new/", Cookie=cookies)
    form = urlencode(filled(page[1]))
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}

    by_program = site.ask("POST", "/api/v1/contacts/", row, **key)
    by_person = site.ask("POST", "/complaints/new/", form, **kind)
    answers = [page[0], by_program[0], by_person[0]]

    assert answers == [200, 201, 302]
    assert Complaint.objects.count() == 2
    assert not Reading.objects.exists()
    assert Delivery.objects.due(timezone.now()).count() == 2

    redis.flushdb()
    tasks.sweep()
    assert redis.llen("reading") == 1  # Redis is back: the sweep rings the bell of the readers
    work_off()
    assert Reading.objects.count() == Contact.objects.count() == 2


def filled(page: str) -> dict[str, str]:
    """The registration form with its draft's number, as an agent fills it in."""
    draft = re.search(r'name="draft" value="([^"]+)"', page)
    assert draft
    return {
        "csrfmiddlewaretoken": "a" * 32,
        "draft": draft[1],
        "text": TEXT,
        "channel": "PHONE_HOTLINE",
        "category": "FEE02",
        "demands": "FACT_REFUND",
        "occurred_at": timezone.now().isoformat(),
    }


def test_pages_open_and_the_stream_ends_so_that_they_poll(site, cookies):
    pages = ["/complaints/work/", "/insights/complaints/", "/insights/dashboard/", "/alerts/"]

    statuses = [site.ask("GET", page, Cookie=cookies)[0] for page in pages]
    stream = site.ask("GET", "/live/", Cookie=cookies)
    health = site.ask("GET", "/readyz")

    assert statuses == [200] * len(pages)
    assert stream == (200, "retry: 2000\n\n")  # it came to an end: nothing hangs
    assert json.loads(health[1])["redis"] == "down"

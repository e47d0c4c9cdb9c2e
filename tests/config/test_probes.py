"""What a load balancer and Prometheus see."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway

from config import health
from outbox.models import Delivery, OutboxEvent


@pytest.fixture
def no_database(monkeypatch):
    def refuse(*args, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.connect", refuse)
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper._cursor", refuse)


@pytest.fixture
def no_redis(monkeypatch):
    def refuse():
        raise RedisAway("connection refused")

    monkeypatch.setattr(health.redis, "ping", refuse)


def wait_for_a_worker(seconds):
    now = timezone.now()
    event = OutboxEvent.objects.create(kind="Something", payload={}, created_at=now)
    due = now - timedelta(seconds=seconds)
    Delivery.objects.create(event=event, subscriber="somebody", due_at=due)


def test_a_probe_needs_no_host_name(client):
    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).content == b"ok"


def test_health_asks_no_database(client, no_database):
    assert client.get("/healthz").status_code == 200


def test_ready_when_everything_answers(client, db):
    assert client.get("/readyz").json() == {
        "status": "ready",
        "database": "up",
        "redis": "up",
        "outbox_age": 0.0,
    }


def test_without_redis_it_is_degraded_but_ready(client, db, no_redis):
    response = client.get("/readyz")

    assert (response.status_code, response.json()["status"]) == (200, "degraded")


def test_work_that_waits_too_long_is_seen(client, db):
    wait_for_a_worker(90)

    answer = client.get("/readyz").json()

    assert answer["status"] == "degraded"
    assert 90 <= answer["outbox_age"] < 100


def test_without_a_database_it_is_not_ready(client, no_database):
    response = client.get("/readyz")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")


def test_a_page_without_a_database_asks_to_come_back(client, no_database):
    client.raise_request_exception = False
    client.cookies["sessionid"] = "somebody-logged-in"

    response = client.get("/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    page = response.content.decode()
    assert 'http-equiv="refresh"' in page and "css/base.css" in page


def test_the_api_without_a_database_gives_a_problem(client, no_database):
    client.raise_request_exception = False

    response = client.get("/api/v1/complaints/", headers={"authorization": "Bearer sj_abc_def"})

    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Retry-After"] == "2"


def test_metrics_show_what_waits(client, db):
    wait_for_a_worker(5)

    text = client.get("/metrics").content.decode()

    assert 'sujing_outbox_deliveries{status="pending",subscriber="somebody"} 1.0' in text
    assert "sujing_database_up 1.0" in text


def test_metrics_are_for_this_machine_unless_a_token_is_set(client, db, settings):
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404

    settings.METRICS_TOKEN = "a-token"

    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer a-token"}).status_code == 200


def test_requests_are_counted_by_view(client, db):
    client.get("/accounts/login/")

    text = client.get("/metrics").content.decode()

    assert 'view="accounts:login"' in text

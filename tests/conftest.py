"""What every test can use. The servers must be running: `make test`, or `manage.py local start`."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from redis.exceptions import RedisError

from complaints.services.memory import forget
from outbox.doorbell import redis


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop that other tests would trip over."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session", autouse=True)
def leave_nothing_behind() -> Iterator[None]:
    yield
    shutil.rmtree(settings.TEST_FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def quiet_bell(request: pytest.FixtureRequest) -> None:
    """Bells, cached words and reference data of an earlier test are not this one's."""
    forget()
    stored = {"db", "transactional_db"} & set(request.fixturenames)
    if stored or request.node.get_closest_marker("django_db"):
        try:
            redis.flushdb()
        except RedisError as error:
            pytest.fail(
                f"Valkey does not answer ({error}); run `make test` or `manage.py local start`"
            )

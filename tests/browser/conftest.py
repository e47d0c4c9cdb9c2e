"""A real browser against our real entry, static files and all."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, models
from django.utils import timezone

from config.local.browser import ARGUMENTS, find_browser
from outbox.delivery import drain
from outbox.models import Delivery
from outbox.registry import subscribers
from tests.browser.serving import Server

HANG_UP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": find_browser(), "args": ARGUMENTS}


@pytest.fixture(scope="session", autouse=True)
def rows_beside_playwright() -> None:
    """Playwright's loop lives in the test's own thread; Django would refuse to touch rows there."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    server = Server()
    with server.serving():
        yield server
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(HANG_UP)  # its threads keep their connections
    connection.close()


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    """The whole site on a loopback port, for `page.goto("/")`."""
    return server.address


@pytest.fixture
def site(transactional_db: None, server: Server) -> Iterator[str]:
    """The site's address, for a test that puts rows into the database and opens pages.

    They are put away when nobody reads or writes them any more.
    """
    yield server.address
    server.settle()


@pytest.fixture
def new_context(site: str, new_context: Any) -> Any:
    """Set up after the site, so that every page is closed before the site settles."""
    return new_context


class Worker:
    """Delivers facts as the workers do, in a thread of the test's own process."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)

    def _work(self) -> None:
        try:
            while not self.ended.wait(0.02):
                for name in list(subscribers):
                    drain(name)
        finally:
            connection.close()

    def settle(self, seconds: float = 20) -> None:
        """Wait until nobody must hear of anything any more."""
        deadline = time.monotonic() + seconds
        while _on_the_way().exists():
            assert time.monotonic() < deadline, "deliveries did not settle"
            time.sleep(0.02)


def _on_the_way() -> models.QuerySet[Delivery]:
    """Due or being worked on; asked at one moment, or a fact could slip from one to the other."""
    held = models.Q(attempts__gt=0, error="")
    return Delivery.objects.pending().filter(held | models.Q(due_at__lte=timezone.now()))


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Worker]:
    worker = Worker()
    worker.thread.start()
    yield worker
    worker.ended.set()
    worker.thread.join(timeout=20)


@pytest.fixture
def log_in(site: str, context: Any, client: Any) -> Callable[[Any], None]:
    """Give the browser the session of a user, without the log-in page."""

    def as_user(user: Any) -> None:
        client.force_login(user)
        context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": site}
                for name, cookie in client.cookies.items()
            ]
        )

    return as_user

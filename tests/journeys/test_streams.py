"""Many open streams on a real site: they hold neither threads nor connections to the database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.factories import UserFactory
from tests.journeys.workers import Site

pytestmark = pytest.mark.django_db(transaction=True)
STREAMS = 30


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"), DEBUG="1")
    yield site
    site.program.kill()


def connections_to_the_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def threads(site: Site) -> int:
    return len(list(Path(f"/proc/{site.program.process.pid}/task").iterdir()))


def opened(site: Site, cookie: str) -> HTTPConnection:
    stream = HTTPConnection(site.address, timeout=30)
    stream.request("GET", "/live/", headers={"Cookie": cookie})
    stream.answer = stream.getresponse()
    assert stream.answer.readline() == b"retry: 2000\n"
    return stream


def test_open_streams_hold_neither_threads_nor_connections(site: Site):
    client = Client()
    client.force_login(UserFactory())
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert site.ask("GET", "/complaints/work/", Cookie=cookie)[0] == 200
    before = connections_to_the_database(), threads(site)

    with ExitStack() as streams, ThreadPoolExecutor(10) as crowd:
        for stream in crowd.map(opened, [site] * STREAMS, [cookie] * STREAMS):
            streams.enter_context(closing(stream))

        assert connections_to_the_database() <= before[0] + 1
        assert threads(site) <= before[1] + 2
        assert site.ask("GET", "/complaints/work/", Cookie=cookie)[0] == 200

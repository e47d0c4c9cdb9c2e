"""The rows of a test are put away when the server has answered its pages."""

import asyncio
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import Server

ASKING = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def ended(monkeypatch) -> list[str]:
    """The addresses that a slow application has answered."""
    ended = []

    async def answer(scope, receive, send) -> None:
        await asyncio.sleep(0.4)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        ended.append(scope["path"])

    monkeypatch.setattr("tests.browser.serving.application", answer)
    return ended


@pytest.fixture
def slow() -> Iterator[Server]:
    server = Server()
    with server.serving():
        yield server


def ask(server: Server) -> socket.socket:
    address = urlsplit(server.address)
    line = socket.create_connection((address.hostname, address.port))
    line.sendall(ASKING)
    return line


def test_the_request_of_a_closed_page_is_waited_for(slow: Server, ended):
    ask(slow).close()

    slow.settle()

    assert ended == ["/slow"]


def test_a_page_that_stays_open_is_named(slow: Server, ended):
    with ask(slow), pytest.raises(AssertionError, match=r"GET /slow.*1 open connections"):
        slow.settle(seconds=0.2)

"""The live stream: who may listen, and what is heard."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from typing import TypeVar

import pytest
from asgiref.sync import sync_to_async
from django.db import connections, transaction
from django.test import AsyncClient

from insights.hub import Hub, hub
from outbox.doorbell import redis
from outbox.live import CHANNEL, announce
from tests.factories import UserFactory

T = TypeVar("T")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent():
    return UserFactory()


def played(story: Coroutine[None, None, T]) -> T:
    """Play it to its end, and close the connections its threads have opened."""

    async def play() -> T:
        try:
            return await story
        finally:
            await sync_to_async(connections.close_all)()

    return asyncio.run(play())


async def opened(user) -> AsyncIterator[bytes]:
    client = AsyncClient()
    await client.aforce_login(user)
    response = await client.get("/live/")
    assert (response.status_code, response["Content-Type"]) == (200, "text/event-stream")
    return aiter(response.streaming_content)


async def heard(stream: AsyncIterator[bytes]) -> dict:
    """The next piece of news; a comment only keeps the line open."""
    while True:
        line = await asyncio.wait_for(anext(stream), 20)
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))


async def subscribed(listeners: int = 1) -> None:
    """Until Redis knows that somebody listens."""
    while not dict(await sync_to_async(redis.pubsub_numsub)(CHANNEL)).get(CHANNEL.encode()):
        await asyncio.sleep(0.02)
    assert len(hub.rooms) == listeners


async def tell(topic: str, *ids: int) -> None:
    def commit() -> None:
        with transaction.atomic():
            announce(topic, ids, version=3)

    await sync_to_async(commit)()


async def close(*streams: AsyncIterator[bytes]) -> None:
    for stream in streams:
        await stream.aclose()
    hub.rooms.clear()
    if hub.pump:
        hub.pump.cancel()
        await asyncio.gather(hub.pump, return_exceptions=True)
    hub.pump = None


def test_nobody_listens_without_a_log_in():
    async def ask() -> int:
        return (await AsyncClient().get("/live/")).status_code

    assert played(ask()) == 403


def test_news_reach_every_listener_as_topic_id_and_version(agent):
    async def listen() -> list[dict]:
        streams = [await opened(agent), await opened(agent)]
        first = [await anext(stream) for stream in streams]
        waiting = [asyncio.ensure_future(heard(stream)) for stream in streams]
        await asyncio.sleep(0)
        await subscribed(listeners=2)
        await tell("alerts", 17)
        news = await asyncio.gather(*waiting)
        await close(*streams)
        assert first == [b"retry: 2000\n\n"] * 2
        return news

    assert played(listen()) == [{"topic": "alerts", "id": 17, "version": 3}] * 2


def test_what_is_rolled_back_is_not_told(agent):
    async def listen() -> dict:
        stream = await opened(agent)
        await anext(stream)
        waiting = asyncio.ensure_future(heard(stream))
        await asyncio.sleep(0)
        await subscribed()
        await sync_to_async(rolled_back)()
        await tell("risk", 2)
        news = await waiting
        await close(stream)
        return news

    assert played(listen())["id"] == 2


def rolled_back() -> None:
    with transaction.atomic():
        announce("risk", [1])
        transaction.set_rollback(True)


def test_who_lags_behind_is_cut_off_and_the_others_go_on():
    async def listen() -> tuple[list, int]:
        crowd = Hub()
        slow, quick = asyncio.Queue(2), asyncio.Queue(9)
        crowd.rooms |= {slow, quick}
        for number in range(4):
            crowd._send(b"%d" % number)
        return [slow.get_nowait() for _ in range(slow.qsize())], quick.qsize()

    lagging, heard_by_others = played(listen())
    assert (lagging[-1], heard_by_others) == (None, 4)

"""One Redis subscription per process, fanned out in memory to all open streams."""

import asyncio
import logging
from collections.abc import AsyncIterator

from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import RedisError

from outbox.live import CHANNEL

logger = logging.getLogger(__name__)
HEARTBEAT = 15.0  # seconds; keeps proxies from closing a quiet stream
ROOM = 100  # messages a slow page may lag behind; then it is cut off and reconnects
PAUSE = 2.0  # seconds before looking for Redis again


class Hub:
    """Streams join and leave; the subscription lives as long as anybody listens."""

    def __init__(self) -> None:
        self.rooms: set[asyncio.Queue[bytes | None]] = set()
        self.pump: asyncio.Task[None] | None = None

    async def listen(self) -> AsyncIterator[bytes]:
        """Messages for one stream, ready to send; a comment line when it was quiet for long."""
        room: asyncio.Queue[bytes | None] = asyncio.Queue(ROOM)
        self.rooms.add(room)
        self._start()
        try:
            while (message := await self._next(room)) is not None:
                yield message
        finally:
            self.rooms.discard(room)

    async def _next(self, room: asyncio.Queue[bytes | None]) -> bytes | None:
        try:
            return await asyncio.wait_for(room.get(), HEARTBEAT)
        except TimeoutError:
            return b": quiet\n\n"

    def _start(self) -> None:
        if self.pump is None or self.pump.done():
            self.pump = asyncio.get_running_loop().create_task(self._pump())

    async def _pump(self) -> None:
        while self.rooms:
            try:
                await self._forward()
            except (RedisError, OSError) as error:
                # Cut everybody off: the pages fall back to polling and come again later.
                logger.warning("live stream lost Redis: %s", error)
                self._send(None)
                await asyncio.sleep(PAUSE)

    async def _forward(self) -> None:
        async with Redis.from_url(settings.REDIS_URL) as redis, redis.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            while self.rooms:
                message = await channel.get_message(ignore_subscribe_messages=True, timeout=5.0)
                if message:
                    self._send(b"data: " + message["data"] + b"\n\n")

    def _send(self, message: bytes | None) -> None:
        for room in list(self.rooms):
            if room.full():
                self.rooms.discard(room)
                room.get_nowait()
                room.put_nowait(None)
            else:
                room.put_nowait(message)


hub = Hub()

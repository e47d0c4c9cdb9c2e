"""Tell open pages that something changed: topic, id and version, nothing else.

The page then fetches the part, and the server checks there who may see it.
"""

import json
import logging
from collections.abc import Iterable

from django.db import transaction
from redis.exceptions import RedisError

from outbox.doorbell import redis

logger = logging.getLogger(__name__)
# Messages know no database numbers: whoever shares a Redis server would hear each other.
CHANNEL = f"sujing:live:{redis.connection_pool.connection_kwargs.get('db', 0)}"


def announce(topic: str, ids: Iterable[int], *, version: int = 0) -> None:
    """After commit, tell every web process that these objects changed."""
    messages = [json.dumps({"topic": topic, "id": pk, "version": version}) for pk in ids]
    if messages:
        transaction.on_commit(lambda: _send(messages))


def _send(messages: list[str]) -> None:
    try:
        with redis.pipeline(transaction=False) as pipe:
            for message in messages[-50:]:  # a page refreshes a part, not each of a thousand rows
                pipe.publish(CHANNEL, message)
            pipe.execute()
    except RedisError as error:
        logger.warning("live stream is out of order: %s", error)

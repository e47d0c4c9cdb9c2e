"""Ring for a worker. A ring that nobody hears is made good by the next sweep."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def ring_for(task: str, key: int) -> None:
    """After commit, ask the bulk queue for `sentiment.tasks.<task>(key)`."""
    transaction.on_commit(lambda: send(task, key))


def send(task: str, key: int) -> None:
    """Ask at once."""
    try:
        current_app.send_task(f"sentiment.tasks.{task}", (key,), queue="bulk", retry=False)
    except (RedisError, OperationalError) as error:
        logger.warning("doorbell of the language engine is out of order: %s", error)

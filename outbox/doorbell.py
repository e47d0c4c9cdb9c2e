"""Redis as a doorbell. Losing it costs seconds: the sweep rings again."""

import logging

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from outbox.registry import subscribers

logger = logging.getLogger(__name__)
PRESSED = "outbox:bell:{}"
PRESSED_SECONDS = 2  # a bell that nobody answered may be pressed again after this

redis = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=1)


def ring(name: str) -> None:
    """Tell the queue of one subscriber that there is work; a bell that is ringing is left alone."""
    subscriber = subscribers[name]
    try:
        if redis.set(PRESSED.format(name), 1, nx=True, ex=PRESSED_SECONDS):
            current_app.send_task(
                "outbox.tasks.drain", (name,), queue=subscriber.queue, retry=False
            )
    except (RedisError, OperationalError) as error:
        logger.warning("doorbell of %s is out of order: %s", name, error)


def answer(name: str) -> None:
    """Let the bell be pressed again; called before looking, so that no ring is missed."""
    try:
        redis.delete(PRESSED.format(name))
    except RedisError as error:
        logger.warning("doorbell of %s is out of order: %s", name, error)

"""Figures that take long to count are kept for a while; quick ones are counted each time."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections, connection
from django.utils import translation
from redis.exceptions import RedisError

from accounts.models import User
from outbox.live import announce

logger = logging.getLogger(__name__)
SHARE = 20  # kept this many times as long as they took: counting costs a twentieth of a core
STALE = 60  # seconds in which old figures are shown at once while new ones are being counted
BUSY = 30  # seconds after which whoever counts is thought to be dead

Figures = dict[str, Any]
_counter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="figures")


def scope(user: User) -> str:
    """Users of one scope see the same complaints, and so the same figures."""
    if user.sees_everything:
        return "all"
    if user.is_supervisor and user.department:
        return f"under:{user.department.path}"
    return f"user:{user.pk}"


def kept(name: str, user: User, count: Callable[[], Figures]) -> Figures:
    """The figures of this name for whoever sees what this user sees.

    Below `settings.FIGURES_FREE_SECONDS` they are always exact. Above it they may be as old as
    twenty times what counting took; pages are told when newer ones are there.
    """
    language = translation.get_language()
    key = f"figures:{name}:{scope(user)}:{language}"
    try:
        found = cache.get(key)
        if found is None:
            return _count(key, count)
        figures, until = found
        if time.time() > until and cache.add(f"{key}:busy", 1, BUSY):
            _counter.submit(_anew, key, count, language)
    except RedisError as error:
        logger.warning("figures are not kept: %s", error)
        return count()
    return figures


def _count(key: str, count: Callable[[], Figures]) -> Figures:
    began = time.perf_counter()
    figures = count()
    took = time.perf_counter() - began
    if took > settings.FIGURES_FREE_SECONDS:
        cache.set(key, (figures, time.time() + SHARE * took), SHARE * took + STALE)
    else:
        cache.delete(key)
    return figures


def _anew(key: str, count: Callable[[], Figures], language: str | None) -> None:
    """In a thread of its own, so that nobody waits; open pages then ask again."""
    close_old_connections()
    try:
        with translation.override(language):
            _count(key, count)
        announce("figures", [0])
    except (DatabaseError, RedisError) as error:
        logger.warning("figures could not be counted anew: %s", error)
    finally:
        cache.delete(f"{key}:busy")
        connection.close()

"""What would SnowNLP say? Ours and the usual tool on one text, on demand; nothing is stored.

SnowNLP takes seconds to load and 410 MiB, so a web process loads it with the first question
and not before. It reads one text at a time, and a long one for a good part of a second.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from accounts.models import User
from sentiment.engine import Reading
from sentiment.services.engines import current_engine

LONGEST = 2000  # characters
PER_MINUTE = 10  # questions of one person
WINDOW = 60  # seconds
_one_at_a_time = threading.Lock()


class TooManyQuestionsError(Exception):
    """This person has asked often enough for this minute."""


@dataclass(frozen=True, slots=True)
class Said:
    """What both say of a text, and the milliseconds each took; loading is not in them."""

    ours: Reading
    ours_ms: float
    positive: float  # SnowNLP's only number: how positive, from 0 to 1
    theirs_ms: float
    loaded_in: float | None  # seconds, when SnowNLP had to be loaded for this question


def compare(text: str, *, by: User) -> Said:
    """Let both read. Raises TooManyQuestionsError, and ValueError for an empty or too long text."""
    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"between 1 and {LONGEST} characters, not {len(text)}")
    _count(by)
    engine = current_engine()
    engine.read([text[:1]])  # what is built at the first reading is not this text's time
    ours, ours_ms = timed(lambda: engine.read([text])[0])
    with _one_at_a_time:
        known = _snownlp.cache_info().currsize
        tool, loading = timed(_snownlp)
        positive, theirs_ms = timed(lambda: tool(text).sentiments)
    return Said(ours, ours_ms, float(positive), theirs_ms, None if known else loading / 1000)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The answer and the milliseconds of processor time this thread needed for it."""
    began = time.thread_time()
    answer = work()
    return answer, 1000 * (time.thread_time() - began)


@lru_cache(maxsize=1)
def _snownlp() -> Any:
    return import_module("snownlp").SnowNLP


def _count(user: User) -> None:
    """So many questions per person and minute; without Redis nobody is refused."""
    name = f"compare:{user.pk}:{int(time.time()) // WINDOW}"
    try:
        cache.add(name, 0, 2 * WINDOW)
        if cache.incr(name) > PER_MINUTE:
            raise TooManyQuestionsError
    except RedisError:
        return

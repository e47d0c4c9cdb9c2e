"""The same request twice is answered once: the row that remembers decides, not the caller."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg2.errors import LockNotAvailable

from accounts.api import ApiError, KeyRequest
from accounts.models import ApiKey, IdempotentRequest

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
TOKEN = re.compile(r"[\x21-\x7e]{1,200}")
WAIT = "5s"  # a twin that runs longer than this is answered with in_progress
KEPT = timedelta(days=2)

CLAIM = """
SET LOCAL lock_timeout = %(wait)s;
INSERT INTO accounts_idempotentrequest (key_id, token, fingerprint, created_at)
VALUES (%(key)s, %(token)s, %(fingerprint)s, %(now)s)
ON CONFLICT (key_id, token) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered with."""

    status: int
    body: dict[str, Any]
    replayed: bool = False

    @property
    def headers(self) -> dict[str, str]:
        return {REPLAYED: "true"} if self.replayed else {}


def answer_once(request: KeyRequest, run: Callable[[Any], Answer]) -> Answer:
    """Run a request on its parsed body, unless its Idempotency-Key was answered: then answer that.

    The memory is written in the transaction of the work itself. A request that breaks or is
    refused leaves none and can be sent again; one that arrives while its twin runs waits for it.

    Raises ApiError `idempotency_key_invalid` (400), `idempotency_mismatch` (422) when the key
    came with another body before, `in_progress` (409) when the twin takes too long.
    """
    token = token_of(request)
    if token is None:
        return run(request.data)
    fingerprint = fingerprint_of(request)  # before the data: parsing uses the stream up
    data = request.data
    with transaction.atomic():
        if not claim(request.auth, token, fingerprint):
            return remembered(request.auth, token, fingerprint)
        answer = run(data)
        remember(request.auth, token, answer)
    return answer


def token_of(request: KeyRequest) -> str | None:
    """The Idempotency-Key, None without one; raises ApiError if it can't be kept."""
    token = request.headers.get(HEADER)
    if token is not None and not TOKEN.fullmatch(token):
        words = _("Idempotency-Key: 1 to 200 visible ASCII characters.")
        raise ApiError("idempotency_key_invalid", words)
    return token


def fingerprint_of(request: KeyRequest) -> str:
    """What makes two requests the same: method, path and every byte of the body."""
    start = f"{request.method} {request.path}\n".encode()
    return hashlib.sha256(start + request.body).hexdigest()


def claim(key: ApiKey, token: str, fingerprint: str) -> bool:
    """Make the token ours; False if it was answered. Waits while a twin is at work."""
    values: dict[str, Any] = {
        "wait": WAIT,
        "key": key.pk,
        "token": token,
        "fingerprint": fingerprint,
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, values | {"now": timezone.now()})
            made = cursor.fetchone() is not None
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            words = _("A request with this Idempotency-Key is still running. Try again soon.")
            raise ApiError("in_progress", words, status=409) from error
        raise
    return made


def remember(key: ApiKey, token: str, answer: Answer) -> None:
    """Keep an answer as text, so that the same bytes go out again."""
    text = json.dumps(answer.body, ensure_ascii=False)
    rows = IdempotentRequest.objects.filter(key=key, token=token)
    rows.update(status=answer.status, answer=text)


def remembered(key: ApiKey, token: str, fingerprint: str) -> Answer:
    """The answer given before. Raises ApiError if the request was a different one then."""
    row = IdempotentRequest.objects.get(key=key, token=token)
    if row.fingerprint != fingerprint:
        words = _("This Idempotency-Key was used for a different request.")
        raise ApiError("idempotency_mismatch", words, status=422)
    return Answer(row.status or 200, json.loads(row.answer or "{}"), replayed=True)


def forget_old_answers() -> int:
    """Drop answers older than two days; returns how many."""
    count, _kinds = IdempotentRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return count

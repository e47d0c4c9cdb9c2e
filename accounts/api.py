"""Who calls the REST API, what they may do, and how often."""

import hmac
import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import APIException, AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.models import ApiKey, User
from accounts.services import hash_secret

logger = logging.getLogger(__name__)

MARK = "sj"  # every key starts with it, so that a leaked one is found by scanners
USE_NOTED = timedelta(minutes=1)  # how exact `last_used_at` is
WINDOW = 60  # seconds


class ApiError(APIException):
    """An error with a status, a stable code, and members of its own for the problem document."""

    status_code = 400

    def __init__(self, code: str, detail: Any, *, status: int = 400, **more: Any) -> None:
        super().__init__(detail, code)
        self.status_code, self.more = status, more


class KeyRequest(Request):
    """A request that came with a key."""

    user: User
    auth: ApiKey


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer sj_<prefix>_<secret>`; the request then acts as the key's user."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = timezone.now()
        key = key_of(token.strip(), now)
        note_use(key, now)
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def key_of(token: str, now: datetime) -> ApiKey:
    """The key behind a token.

    Raises AuthenticationFailed; why a key is closed is told only to who knows its secret.
    """
    mark, prefix, secret = [*token.split("_", 2), "", "", ""][:3]
    keys = ApiKey.objects.select_related("user__department")
    found = keys.filter(prefix=prefix) if mark == MARK and prefix.isalnum() else ()
    key = next(iter(found), None)
    expected = key.hashed if key else ""
    known = hmac.compare_digest(hash_secret(secret).encode(), expected.encode())
    if key is None or not known:
        raise AuthenticationFailed(_("This key is not known."), "key_unknown")
    if key.revoked_at or not key.user.is_active:
        raise AuthenticationFailed(_("This key was revoked."), "key_revoked")
    if not key.usable(now):
        raise AuthenticationFailed(_("This key has expired."), "key_expired")
    return key


def note_use(key: ApiKey, now: datetime) -> None:
    """Remember that the key is in use; of many requests at once only one writes."""
    if key.last_used_at and key.last_used_at > now - USE_NOTED:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_NOTED)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


class HasScope(BasePermission):
    """The key needs the view's `required_scope`; a view that names none is closed."""

    def has_permission(self, request: Request, view: Any) -> bool:
        key: Any = request.auth
        if key is None:
            return False
        scope = getattr(view, "required_scope", None)
        if scope not in key.scopes:
            words = _("The key lacks the scope %(scope)s.") % {"scope": scope}
            raise PermissionDenied(words, "scope_missing")
        return True


class KeyThrottle(BaseThrottle):
    """So many requests per key and clock minute. Without Redis nobody is refused."""

    def allow_request(self, request: Request, view: Any) -> bool:
        key: Any = request.auth
        if key is None:
            return True
        minute = int(time.time()) // WINDOW
        try:
            return _count(f"api:{key.prefix}:{minute}") <= key.per_minute
        except RedisError as error:
            logger.warning("requests are not counted: %s", error)
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return WINDOW - time.time() % WINDOW


def _count(name: str) -> int:
    """Count one request; the first of a minute makes the counter."""
    try:
        return cache.incr(name)
    except ValueError:
        return 1 if cache.add(name, 1, 2 * WINDOW) else cache.incr(name)

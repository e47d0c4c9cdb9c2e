"""Personal fields at rest: AES-256-GCM for reading back, HMAC-SHA256 for finding again."""

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12  # bytes, the size GCM is specified for


class DecryptionError(ValueError):
    """No configured key opens this value: a key was lost, or the value was altered."""


@cache
def _ciphers() -> tuple[AESGCM, ...]:
    """One cipher per configured key, newest first; keys are 32 bytes in URL-safe base64."""
    return tuple(AESGCM(base64.urlsafe_b64decode(key)) for key in settings.FIELD_ENCRYPTION_KEYS)


def encrypt(text: str) -> bytes:
    """Seal a text under the newest key."""
    nonce = os.urandom(NONCE)
    return nonce + _ciphers()[0].encrypt(nonce, text.encode(), None)


def decrypt(sealed: bytes) -> str:
    """Open a sealed text with whichever key fits. Raises DecryptionError if none does."""
    sealed = bytes(sealed)
    for cipher in _ciphers():
        try:
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()
        except InvalidTag:
            continue
    raise DecryptionError("no key opens this value")


def keyed_hash(kind: str, value: str) -> str:
    """The same person gives the same hash; without the key nobody can try phone numbers.

    `kind` ("phone", "id") keeps equal digits of different kinds apart.
    """
    message = f"{kind}:{value}".encode()
    return hmac.new(settings.FIELD_HASH_KEY.encode(), message, hashlib.sha256).hexdigest()

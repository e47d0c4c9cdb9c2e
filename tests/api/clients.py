"""A client of the REST API, with its key."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import ApiKey, User
from accounts.services import SCOPES, issue_key
from tests.factories import UserFactory

ONE = "/api/v1/contacts/"
MANY = "/api/v1/contacts/bulk/"
COMPLAINTS = "/api/v1/complaints/"
numbers = count(1)


@dataclass
class Program:
    """A program that posts and reads with a key, in English."""

    key: ApiKey
    http: Client

    def post(self, path: str, body: Any, token: str | None = None, **headers: str) -> HttpResponse:
        """Post `body` as JSON, or as it is if it is bytes."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = headers.pop("content_type", "application/json")
        headers |= {"Idempotency-Key": token} if token else {}
        return self.http.post(path, raw, content_type=kind, headers=headers)

    def get(self, path: str, **parameters: Any) -> HttpResponse:
        return self.http.get(path, parameters)


def program(user: User | None = None, scopes: tuple[str, ...] = SCOPES, **fields: Any) -> Program:
    """A program with a fresh key; without a user it acts as a complaint officer."""
    key, secret = issue_key("CRM", user=user or UserFactory(officer=True), scopes=list(scopes))
    if fields:
        ApiKey.objects.filter(pk=key.pk).update(**fields)
        key.refresh_from_db()
    return Program(key, with_secret(secret))


def with_secret(secret: str) -> Client:
    return Client(
        raise_request_exception=False,
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"},
    )


def contact(**fields: Any) -> dict[str, Any]:
    """A good contact with a number of its own."""
    start = {"text": "退款一直不到账，客服推诿。", "channel": "PHONE_HOTLINE"}
    return start | {"external_id": f"CRM-{next(numbers)}"} | fields


def problem(response: HttpResponse) -> tuple[int, str]:
    """Status and code of an error, after a look at its shape."""
    body = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert body["status"] == response.status_code
    assert body["title"] and body["type"] == "about:blank"
    return response.status_code, body["code"]


def wrong(response: HttpResponse) -> dict[str, str]:
    """Field → code of a refused contact."""
    assert problem(response) in {(422, "invalid"), (400, "invalid_parameter")}, response.content
    return {error["field"]: error["code"] for error in response.json()["errors"]}

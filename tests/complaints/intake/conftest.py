"""The desk: an agent, the form's fields, a way to post them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints.services.reference_data import load_reference_data
from tests.factories import UserFactory

WORDS = "我的信用卡被重复扣年费96元，打了三次电话没人管，再不退我就打12378投诉！"


@pytest.fixture
def reference(db: None) -> None:
    load_reference_data()


@pytest.fixture
def agent(reference: None) -> User:
    return UserFactory(display_name="坐席 0217")


@pytest.fixture
def desk(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


@pytest.fixture
def typed() -> Callable[..., dict[str, Any]]:
    """A filled form; every call is a new draft unless it names one."""

    def fields(**changes: Any) -> dict[str, Any]:
        usual = {
            "draft": uuid4(),
            "text": WORDS,
            "channel": "PHONE_HOTLINE",
            "demands": ["FACT_REFUND"],
            "caller_shown": "13812345678",
        }
        return usual | changes

    return fields


@pytest.fixture
def register(desk: Client, typed: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """Post the form as a browser without scripts does."""
    return lambda **changes: desk.post(reverse("complaints:intake"), typed(**changes))

"""The log-in: where it leads, and when it is shut."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-secret"
LOGIN = "/accounts/login/"


@pytest.fixture
def agent():
    user = UserFactory(username="agent")
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"username": "agent", "password": password, **more})


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
        "https:evil.example",
    ],
)
def test_nobody_is_led_away_by_the_log_in(client, agent, place):
    by_form = enter(client, next=place).headers["Location"]
    by_address = client.get(LOGIN, {"next": place}).headers["Location"]
    by_language = client.post(reverse("set_language"), {"language": "en", "next": place})

    assert (by_form, by_address) == ("/", "/")
    assert "evil" not in by_language.headers["Location"]
    assert "javascript" not in by_language.headers["Location"]


def test_the_page_one_wanted_is_where_one_is_led(client, agent):
    assert enter(client, next="/complaints/work/").headers["Location"] == "/complaints/work/"


def test_after_five_wrong_passwords_the_right_one_is_refused_too(client, agent):
    wrong = [enter(client, "wrong").status_code for _ in range(5)]
    right = enter(client)

    assert wrong == [200, 200, 200, 200, 429]
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_others_still_get_in_while_one_is_shut_out(client, agent):
    other = UserFactory(username="other")
    other.set_password(PASSWORD)
    other.save()
    for _ in range(5):
        enter(client, "wrong")

    answer = client.post(LOGIN, {"username": "other", "password": PASSWORD})

    assert answer.status_code == 302

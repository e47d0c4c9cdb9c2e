"""Who comes in, and how what they must not read is sealed."""

import base64
import os

import pytest
from django.urls import reverse

from accounts import crypto
from accounts.models import ApiKey, Department, User
from accounts.people import load_people
from accounts.services import create_department, create_user, place_department
from tests.factories import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-secret"


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


@pytest.fixture
def keys(settings):
    """Set the field keys, newest first, and forget them afterwards."""

    def use(*values: str) -> None:
        settings.FIELD_ENCRYPTION_KEYS = list(values)
        crypto._ciphers.cache_clear()

    yield use
    crypto._ciphers.cache_clear()


def test_an_old_key_still_opens_and_a_lost_one_does_not(keys):
    old, new = new_key(), new_key()
    keys(old)
    sealed = crypto.encrypt("张三")

    keys(new, old)
    assert crypto.decrypt(sealed) == "张三"

    keys(new)
    with pytest.raises(crypto.DecryptionError):
        crypto.decrypt(sealed)


def test_the_same_text_is_sealed_differently_and_hashed_alike():
    assert crypto.encrypt("张三") != crypto.encrypt("张三")
    assert crypto.keyed_hash("phone", "138") == crypto.keyed_hash("phone", "138")
    assert crypto.keyed_hash("phone", "138") != crypto.keyed_hash("id", "138")


def test_a_department_that_moves_takes_its_tree_with_it():
    bank, centre = create_department("银行"), create_department("中心")
    team = create_department("一组", parent=centre)

    centre.parent = bank
    place_department(centre)

    assert set(Department.objects.under(bank)) == {bank, centre, team}


def test_logging_in_leads_to_the_page_of_ones_role(client):
    create_user("li", PASSWORD, role="supervisor", department=DepartmentFactory())

    answer = client.post(
        reverse("accounts:login"), {"username": "li", "password": PASSWORD}, follow=True
    )

    assert answer.redirect_chain[-1][0] == reverse("insights:dashboard")


def test_a_wrong_password_five_times_closes_the_door_even_for_the_right_one(client):
    create_user("li", PASSWORD, role="agent")
    for _ in range(5):
        client.post(reverse("accounts:login"), {"username": "li", "password": "wrong"})

    answer = client.post(reverse("accounts:login"), {"username": "li", "password": PASSWORD})

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_demo_people_exist_only_in_a_demo(settings):
    settings.DEMO = False
    with pytest.raises(RuntimeError):
        load_people()

    settings.DEMO = True
    load_people()
    load_people()
    assert User.objects.count() == 5


def test_the_log_in_page_shows_demo_people_only_in_a_demo(client, settings):
    settings.DEMO = False
    assert "sujing-agent" not in client.get(reverse("accounts:login")).content.decode()

    settings.DEMO = True
    assert "sujing-agent" in client.get(reverse("accounts:login")).content.decode()


def test_an_administrator_makes_a_key_and_sees_its_secret_once(client):
    client.force_login(UserFactory(administrator=True))
    fields = {"name": "CRM", "user": UserFactory().pk, "scopes": "contacts:write", "per_minute": 60}

    made = client.post(reverse("admin:accounts_apikey_add"), fields, follow=True)
    again = client.get(reverse("admin:accounts_apikey_changelist"))

    key = ApiKey.objects.get()
    assert key.scopes == ["contacts:write"]
    assert f"sj_{key.prefix}_" in made.content.decode()
    assert f"sj_{key.prefix}_" not in again.content.decode()


@pytest.mark.parametrize("role", ["agent", "supervisor", "officer"])
def test_nobody_else_enters_the_administration(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("admin:index")).status_code == 302


def test_ones_own_preferences_are_kept(client):
    user = UserFactory()
    client.force_login(user)

    client.post(reverse("accounts:preferences"), {"display_name": "小李", "email": ""})

    user.refresh_from_db()
    assert (user.display_name, user.letter_keys) == ("小李", False)


def test_a_key_that_may_do_nothing_known_is_refused(client):
    client.force_login(UserFactory(administrator=True))
    fields = {"name": "CRM", "user": UserFactory().pk, "scopes": "读取", "per_minute": 60}

    answer = client.post(reverse("admin:accounts_apikey_add"), fields)

    assert answer.context["adminform"].form.errors["scopes"]
    assert not ApiKey.objects.exists()

"""Who may call, and how often."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import ApiKey
from accounts.services import revoke_key
from tests.api.clients import COMPLAINTS, ONE, contact, problem, program, with_secret
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_without_a_key_nothing_is_to_be_had():
    response = Client().get(COMPLAINTS)

    assert problem(response) == (401, "not_authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer x",
        "Bearer sj_",
        "Bearer sj__",
        "Bearer sj_00000000_secret",
        "Bearer sj_\x00_a",
        "bearer \xff",
        "Bearer " + "x" * 5000,
    ],
)
def test_an_unknown_key_is_refused(header):
    response = Client(headers={"Authorization": header}).get(COMPLAINTS)

    assert problem(response) == (401, "key_unknown")


def test_the_right_prefix_with_a_wrong_secret_is_refused():
    key = program().key

    response = with_secret(f"sj_{key.prefix}_wrong").get(COMPLAINTS)

    assert problem(response) == (401, "key_unknown")


def test_other_schemes_are_not_ours():
    response = Client(headers={"Authorization": "Basic abc"}).get(COMPLAINTS)

    assert problem(response) == (401, "not_authenticated")


def test_a_revoked_key_is_refused(crm):
    revoke_key(crm.key)

    assert problem(crm.get(COMPLAINTS)) == (401, "key_revoked")


def test_the_key_of_somebody_who_left_is_refused(crm):
    crm.key.user.is_active = False
    crm.key.user.save()

    assert problem(crm.get(COMPLAINTS)) == (401, "key_revoked")


def test_an_expired_key_is_refused():
    late = program(expires_at=timezone.now() - timedelta(seconds=1))
    good = program(expires_at=timezone.now() + timedelta(minutes=1))

    assert problem(late.get(COMPLAINTS)) == (401, "key_expired")
    assert good.get(COMPLAINTS).status_code == 200


def test_a_key_does_only_what_its_scopes_say(reference_data):
    writer = program(scopes=("contacts:write",))
    reader = program(scopes=("complaints:read",))

    assert problem(writer.get(COMPLAINTS)) == (403, "scope_missing")
    assert problem(reader.post(ONE, contact())) == (403, "scope_missing")


def test_use_is_noted_at_most_once_a_minute(crm):
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        crm.get(COMPLAINTS)
        first = ApiKey.objects.get(pk=crm.key.pk).last_used_at
        clock.shift(59)
        crm.get(COMPLAINTS)
        second = ApiKey.objects.get(pk=crm.key.pk).last_used_at
        clock.shift(1)
        crm.get(COMPLAINTS)
        third = ApiKey.objects.get(pk=crm.key.pk).last_used_at

    assert first == second
    assert third - first == timedelta(minutes=1)


def test_a_key_has_its_number_of_requests_per_minute():
    crm, other = program(per_minute=2), program(per_minute=2)

    with time_machine.travel("2026-11-22T10:00:15Z", tick=False) as clock:
        statuses = [crm.get(COMPLAINTS).status_code for _ in range(2)]
        refused = crm.get(COMPLAINTS)
        elsewhere = other.get(COMPLAINTS).status_code
        clock.shift(45)
        later = crm.get(COMPLAINTS).status_code

    assert statuses == [200, 200]
    assert problem(refused) == (429, "throttled")
    assert refused["Retry-After"] == "45"
    assert (elsewhere, later) == (200, 200)


def test_without_redis_nobody_is_refused(settings, reference_data):
    dead = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": dead}
    crm = program(per_minute=0)

    assert crm.post(ONE, contact()).status_code == 201


def test_the_secret_is_not_stored(crm):
    secret = crm.http.defaults["HTTP_AUTHORIZATION"].rpartition("_")[2]

    assert secret not in str(ApiKey.objects.values().get(pk=crm.key.pk))


def test_a_key_is_issued_by_command(capsys, reference_data):
    user = UserFactory(officer=True)
    scopes = ["--scope", "contacts:write", "--scope", "complaints:read"]

    call_command("issue_key", "CRM", "--user", user.username, *scopes, "--days", "30")
    secret = capsys.readouterr().out.strip()

    assert with_secret(secret).get(COMPLAINTS).status_code == 200
    assert ApiKey.objects.get().expires_at > timezone.now() + timedelta(days=29)


def test_a_key_can_replace_another_of_the_same_user(capsys):
    old = program().key
    arguments = ["CRM", "--scope", "contacts:write", "--replaces", old.prefix]

    call_command("issue_key", *arguments, "--user", old.user.username)

    assert ApiKey.objects.latest("pk").contact_source == f"api:{old.prefix}"
    with pytest.raises(CommandError):
        call_command("issue_key", *arguments, "--user", UserFactory().username)
    with pytest.raises(CommandError):
        call_command("issue_key", *arguments, "--user", "nobody")


def test_counters_do_not_outlive_their_minute():
    crm = program()

    crm.get(COMPLAINTS)

    (name,) = cache._cache.get_client().keys(f"*api:{crm.key.prefix}*")
    assert 60 < cache._cache.get_client().ttl(name) <= 120

"""Whoever has no right finds nothing: every address of the site is classified in one table.

An address without a class fails the first test. The same addresses work for those who may.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.services import SCOPES, create_department, issue_key
from complaints.models import Draft
from outbox.models import Delivery
from tests.architecture.addresses import (
    ANYBODY,
    LISTS,
    NAMED,
    OBJECTS,
    OWN,
    POSTING,
    QUESTIONS,
    ROLE_ACTS,
    ROLES,
    SILENT,
    STAFF,
)
from tests.factories import UserFactory
from tests.journeys.world import PHONE, TEXT, TITLE, World, build_world

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def addresses(
    resolver: URLResolver, space: str = "", start: str = "/"
) -> Iterator[tuple[str, str]]:
    """Name and route of every address there is."""
    for each in resolver.url_patterns:
        route = f"{start}{each.pattern}"
        if isinstance(each, URLPattern):
            yield f"{space}{each.name or '(nameless)'}", route
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each, inner, route)


@pytest.fixture
def world() -> World:
    return build_world()


def stranger(kind: str) -> Client:
    """Somebody of another department, with a log-in and, for the API, a key."""
    user = UserFactory(role=kind, department=create_department("乙部"))
    return client_of(user)


def client_of(user) -> Client:
    secret = issue_key("X", user=user, scopes=list(SCOPES))[1]
    client = Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)
    client.force_login(user)
    return client


def filled(template: dict[str, str], world: World) -> dict[str, str]:
    return {name: text.format(**vars(world)) for name, text in template.items()}


def status(client: Client, method: str, url: str) -> int:
    response = getattr(client, method)(url)
    list(response.streaming_content if response.streaming else ())  # read to its end it closes
    return response.status_code


def body(response: HttpResponse) -> str:
    return response.content.decode()


def asked(client: Client, name: str, world: World) -> Iterator[str]:
    """What a list answers to every question we know."""
    for question in QUESTIONS.get(name, [{}]):
        given = filled(question, world)
        yield without(given, body(client.get(reverse(name), given, headers=HTMX)))


def without(given: dict[str, str], answer: str) -> str:
    """What was asked stands in the answer too; that gives nothing away."""
    for value in given.values():
        answer = answer.replace(value, "")
    return answer


def test_every_address_is_classified_once():
    tables = [ANYBODY, OWN, POSTING, LISTS, OBJECTS, ROLES.keys() - LISTS.keys(), ROLE_ACTS]
    tables += [NAMED, SILENT]
    classified = [name for table in tables for name in table]

    found = {name for name, _ in addresses(get_resolver()) if not name.startswith(STAFF)}

    assert sorted(found) == sorted(classified)


@pytest.mark.parametrize("kind", ["agent", "supervisor"])
def test_what_belongs_to_others_does_not_exist(world, kind):
    client, found = stranger(kind), []
    for name, arguments in OBJECTS.items():
        url = reverse(name, kwargs=filled(arguments, world))
        for method in ("get", "post", "put"):
            if (answered := status(client, method, url)) not in (404, 405):
                found.append((name, method, answered))

    assert found == []


def test_the_same_addresses_exist_for_those_who_may(world):
    officer, owner, missing = client_of(world.officer), client_of(world.owner), []
    for name, arguments in OBJECTS.items():
        client = owner if name == "complaints:draft" else officer
        url = reverse(name, kwargs=filled(arguments, world))
        statuses = [status(client, method, url) for method in ("get", "post")]
        if set(statuses) <= {404, 405} and name != "complaints:import_discard":
            missing.append((name, statuses))

    assert missing == []


@pytest.mark.parametrize("kind", ["agent", "supervisor"])
def test_lists_of_a_stranger_are_empty(world, kind):
    client = stranger(kind)

    seen = {
        name: sign
        for name, signs in LISTS.items()
        for answer in asked(client, name, world)
        for sign in signs(world)
        if sign in answer
    }

    assert seen == {}


def test_the_same_lists_are_full_for_those_who_may(world):
    clients = [client_of(user) for user in (world.owner, world.leader, world.officer)]

    empty = [
        (name, sign)
        for name, signs in LISTS.items()
        for sign in signs(world)
        if not any(sign in answer for who in clients for answer in asked(who, name, world))
    ]

    assert empty == []


@pytest.mark.parametrize("kind", ["agent", "supervisor", "officer", "administrator"])
def test_pages_of_a_role_do_not_exist_for_others(world, kind, settings):
    settings.DEMO = True
    user = UserFactory(role=kind, is_staff=kind == "administrator")
    client = client_of(user)

    found = {name: {client.get(reverse(name)).status_code == 404} for name in ROLES}
    found["outbox:retry"] = {client.post(reverse("outbox:retry")).status_code == 404}

    assert found == {name: {kind not in roles} for name, roles in ROLES.items()}


@pytest.mark.parametrize("kind", ["agent", "supervisor"])
def test_what_a_role_does_others_can_not_do(world, kind):
    client, found = stranger(kind), []
    for name, arguments in ROLE_ACTS.items():
        answered = status(client, "post", reverse(name, kwargs=arguments))
        if answered not in (404, 405):
            found.append((name, answered))

    assert found == []


def test_retrying_is_not_for_others(world):
    stranger("supervisor").post(reverse("outbox:retry"), {"delivery": world.delivery.pk})

    assert Delivery.objects.get(pk=world.delivery.pk).status == Delivery.FAILED


def test_a_draft_of_another_stays_and_is_not_shown(world):
    client = stranger("supervisor")

    client.post(reverse("complaints:discard", args=[world.draft.pk]))
    shown = client.get(reverse("complaints:intake"), {"draft": world.draft.pk})

    assert Draft.objects.filter(pk=world.draft.pk).exists()
    assert TITLE not in body(shown)


def test_the_form_does_not_show_the_number_of_a_foreign_case(world):
    shown = stranger("agent").get(reverse("complaints:intake"), {"done": world.case.reference})

    assert without({"done": f"?done={world.case.reference}"}, body(shown)).count(TITLE) == 0
    assert shown.context["done"] is None


@pytest.mark.parametrize("name", sorted(NAMED))
def test_who_takes_a_call_learns_no_more_of_a_foreign_case_than_is_needed(world, name):
    """Number, category, time and status of what is under way; no words, no name, no way in."""
    given = {"caller_shown": PHONE, "text": TEXT}

    answer = body(stranger("agent").post(reverse(name), given, headers=HTMX))

    assert world.case.reference in answer
    words = without(given, answer)
    assert [s for s in (TITLE, "司马相如", f"{world.case.reference}/") if s in words] == []


def test_the_strip_of_a_caller_is_for_whom_it_was_given_to(world):
    knows, other = stranger("agent"), client_of(UserFactory())
    url = reverse("profiling:mini", args=[world.case.complainant_id])
    called = knows.post(reverse("complaints:recognise"), {"caller_shown": PHONE}, headers=HTMX)
    key = unquote(body(called).split(f"{url}?key=")[1].split('"')[0])

    answers = [client.get(url, {"key": key}).status_code for client in (knows, other)]

    assert answers == [200, 404]


def test_a_foreign_case_can_not_be_added_to(world):
    row = {"text": "补充", "channel": "PHONE_HOTLINE", "reference": world.case.reference}

    answer = stranger("agent").post("/api/v1/contacts/", row, content_type="application/json")

    assert answer.status_code == 422
    assert world.case.contacts.count() == 1


def test_administration_is_closed_to_everybody_else(world):
    client, inside = client_of(world.officer), 0
    for name, route in addresses(get_resolver()):
        if name.startswith(STAFF) and "(" not in route and "/log" not in route:
            response = client.get(re.sub("<.*?>", str(world.alert.pk), route))
            assert (route, response.status_code) == (route, 302)
            assert response["Location"].startswith(reverse("admin:login"))
            inside += 1

    assert inside > 50


def test_without_a_log_in_there_is_nothing_at_all(world):
    anonymous, found = Client(raise_request_exception=False), []
    for name in {*LISTS, *OBJECTS, *ROLES, *ROLE_ACTS, *OWN, *POSTING, *NAMED, *SILENT} - {"live"}:
        arguments = (
            {"pk": uuid4()} if name in SILENT else OBJECTS.get(name, ROLE_ACTS.get(name, {}))
        )
        kwargs = {key: str(value).format(**vars(world)) for key, value in arguments.items()}
        for method in ("get", "post"):
            response = getattr(anonymous, method)(reverse(name, kwargs=kwargs))
            turned_away = response.status_code == 302 and "/login/" in response["Location"]
            if not turned_away and response.status_code not in (401, 405):
                found.append((name, method, response.status_code))

    assert found == []

"""Whatever stands in an address, a page answers it or refuses it; it never breaks."""

import pytest
from django.urls import reverse

from tests.architecture.test_visibility import LISTS, OBJECTS, OWN, ROLES, client_of, filled
from tests.factories import UserFactory
from tests.journeys.world import build_world

pytestmark = pytest.mark.django_db
PAGES = [*LISTS, *ROLES, *(OWN - {"live"})]
NAMES = [
    "view", "order", "after", "q", "page", "tab", "severity", "rule", "group", "period",
    "since", "until", "category", "tier", "status", "channel", "owner", "draft", "done", "key",
    "days", "part", "state", "sample", "version", "head", "format", "page_size", "cursor",
    "clock", "emotion", "department", "business_line", "product", "kind", "next", "level",
    "sort", "line", "term", "word",
]  # fmt: skip
ODD = ["²", "99999999999999999999", "9999-12-31T23:59:59+00:00", "'\"<%s{{\\"]
ALONE = {"page", "after", "group", "since", "until", "sample", "version", "cursor", "order", "days"}


def addresses(world) -> list[str]:
    objects = [reverse(name, kwargs=filled(given, world)) for name, given in OBJECTS.items()]
    return [reverse(name) for name in PAGES] + objects


def broken(client, urls: list[str], questions: list[dict[str, str]]) -> list[tuple[str, str, int]]:
    found = []
    for url in urls:
        for question in questions:
            answer = client.get(url, question)
            if answer.status_code >= 500:
                found.append((url, str(question)[:80], answer.status_code))
    return found


def test_every_parameter_may_hold_anything():
    world = build_world()
    client = client_of(UserFactory(administrator=True))

    assert broken(client, addresses(world), [dict.fromkeys(NAMES, odd) for odd in ODD]) == []


def test_also_for_who_sees_little():
    build_world()
    client = client_of(UserFactory())

    assert broken(client, [reverse(name) for name in PAGES], [dict.fromkeys(NAMES, "²")]) == []


def test_each_may_do_so_alone():
    """Together one refusal may hide another; the lists are asked one thing at a time."""
    build_world()
    client = client_of(UserFactory(officer=True))
    questions = [{name: odd} for name in sorted(ALONE) for odd in ODD[:1]]
    questions += [{name: ODD[2]} for name in ("since", "until")]

    assert broken(client, [reverse(name) for name in LISTS], questions) == []


def test_a_page_key_of_one_order_is_no_key_of_another():
    world = build_world()
    client = client_of(world.officer)
    orders = ["risk", "clock", "newest", "nonsense"]
    keys = [world.case.reference, "TS20261122-999999", "²"]
    questions = [{"order": o, "after": k, "view": "all"} for o in orders for k in keys]

    assert broken(client, [reverse("insights:complaints")], questions) == []

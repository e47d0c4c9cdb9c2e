"""Figures that are dear to count are kept; cheap ones are always exact."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.utils import translation

from accounts.services import create_department
from insights.reports import keeping
from insights.reports.keeping import kept, scope
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Counting:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.times: Iterator[int] = count(1)

    def __call__(self) -> dict[str, int]:
        return {"asked": next(self.times)}


@pytest.fixture
def officer():
    return UserFactory(officer=True)


def ask(counting: Counting, user) -> int:
    return kept("30d", user, counting)["asked"]


def wait_for_the_counter() -> None:
    keeping._counter.submit(int).result(timeout=10)


def test_quick_figures_are_counted_each_time(officer):
    counting = Counting()

    assert [ask(counting, officer) for _ in range(3)] == [1, 2, 3]


def test_dear_figures_are_kept(officer, settings, monkeypatch):
    settings.FIGURES_FREE_SECONDS = -1.0
    monkeypatch.setattr(keeping, "SHARE", 10_000_000)
    counting = Counting()

    assert [ask(counting, officer) for _ in range(3)] == [1, 1, 1]


def test_old_figures_are_shown_while_new_ones_are_counted(officer, settings, monkeypatch):
    settings.FIGURES_FREE_SECONDS = -1.0
    monkeypatch.setattr(keeping, "SHARE", 0)
    counting = Counting()

    first, second = ask(counting, officer), ask(counting, officer)
    wait_for_the_counter()

    assert (first, second, ask(counting, officer)) == (1, 1, 2)
    wait_for_the_counter()


def test_only_who_sees_the_same_shares_figures():
    north, south = create_department("北"), create_department("南")
    supervisors = [
        UserFactory(supervisor=True, department=place) for place in (north, north, south)
    ]
    agents = [UserFactory(department=north), UserFactory(department=north)]
    officer, admin = UserFactory(officer=True), UserFactory(administrator=True)

    assert scope(supervisors[0]) == scope(supervisors[1]) != scope(supervisors[2])
    assert scope(agents[0]) != scope(agents[1])
    assert scope(officer) == scope(admin)
    assert len({scope(user) for user in [*supervisors, *agents, officer]}) == 5


def test_figures_of_one_language_are_not_shown_in_another(officer, settings, monkeypatch):
    settings.FIGURES_FREE_SECONDS = -1.0
    monkeypatch.setattr(keeping, "SHARE", 10_000_000)
    counting = Counting()

    with translation.override("en"):
        english = ask(counting, officer)
    with translation.override("zh-hans"):
        chinese = ask(counting, officer)

    assert (english, chinese) == (1, 2)

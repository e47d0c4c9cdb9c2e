"""From registered to closed, and who may see it."""

import pytest
from django.apps import apps
from django.urls import reverse

from complaints.domain.status import NEXT, Status, TransitionError
from complaints.models import Category, Clock, Complaint
from complaints.services import ConflictError, accept, assign, change_status
from tests.factories import DepartmentFactory, UserFactory, complaint

pytestmark = pytest.mark.django_db


def test_answering_stops_the_statutory_clock():
    case = complaint()
    accept(case.pk, by=UserFactory())

    change_status(case.pk, to=Status.ANSWERED)

    assert Clock.objects.get().met is True


def test_a_step_that_is_not_possible_is_refused():
    case = complaint()

    with pytest.raises(TransitionError):
        change_status(case.pk, to=Status.CLOSED)


def test_two_people_at_once_the_second_is_told():
    case = complaint()
    accept(case.pk, by=UserFactory(), version=1)

    with pytest.raises(ConflictError):
        change_status(case.pk, to=Status.PROCESSING, version=1)


def test_every_change_leaves_what_was_before():
    case = complaint()
    accept(case.pk, by=UserFactory())

    history = apps.get_model("complaints", "ComplaintHistory").objects.order_by("pgh_id")
    assert history.first().status == "registered"


def test_every_status_can_be_reached():
    reached = {Status.REGISTERED}
    for _ in Status:
        reached |= {after for before in reached for after in NEXT[before]}

    assert reached == set(Status)


def test_agents_see_their_own_supervisors_their_departments_officers_all():
    centre = DepartmentFactory()
    team = DepartmentFactory(parent=centre)
    agent, colleague = UserFactory(department=team), UserFactory(department=team)
    case = complaint(by=agent)
    elsewhere = complaint(by=UserFactory())

    def seen(user):
        return set(Complaint.objects.visible_to(user))

    assert seen(agent) == {case}
    assert seen(colleague) == set()
    assert seen(UserFactory(supervisor=True, department=centre)) == {case}
    assert seen(UserFactory(officer=True)) == {case, elsewhere}


def test_a_complaint_handed_over_is_seen_by_its_new_owner():
    colleague = UserFactory()
    case = complaint()

    assign(case.pk, to=colleague)

    assert set(Complaint.objects.visible_to(colleague)) == {case}


def test_the_page_takes_the_next_step(client):
    agent = UserFactory()
    case = complaint(by=agent)
    client.force_login(agent)

    page = client.get(reverse("complaints:detail", args=[case.reference]))
    client.post(reverse("complaints:move", args=[case.reference]), {"to": "accepted", "version": 1})

    case.refresh_from_db()
    assert page.status_code == 200
    assert (case.status, case.owner) == ("accepted", agent)


@pytest.fixture
def two(client):
    """A case of two people: one has its page open, the other accepts it meanwhile."""
    case, other = complaint(), UserFactory(officer=True, display_name="何静")
    client.force_login(other)
    client.post(reverse("complaints:move", args=[case.reference]), {"to": "accepted", "version": 1})
    client.force_login(UserFactory(officer=True))
    return case


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("move", {"to": "processing"}),
        ("move", {"to": "accepted"}),
        ("assign", {}),
        ("classify", {}),
    ],
)
def test_the_page_says_who_was_faster_and_what_changed(client, two, name, given):
    chosen = {"owner": UserFactory().pk} if name == "assign" else {}
    chosen |= {"category": Category.objects.exclude(parent=None).first().pk}

    answer = client.post(
        reverse(f"complaints:{name}", args=[two.reference]), {"version": 1} | given | chosen
    )

    two.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, two.status, two.version) == (409, "accepted", 2)
    assert "何静 已受理" in page
    assert two.category is None


def test_what_was_chosen_stays_when_somebody_was_faster(client, two):
    colleague = UserFactory()

    answer = client.post(
        reverse("complaints:assign", args=[two.reference]), {"version": 1, "owner": colleague.pk}
    )

    assert f'<option value="{colleague.pk}" selected>' in answer.content.decode()


def test_what_one_may_not_see_is_not_found(client):
    case = complaint()
    client.force_login(UserFactory())

    for name in ("detail", "move", "assign", "classify", "add_contact"):
        url = reverse(f"complaints:{name}", args=[case.reference])
        answer = client.get(url) if name == "detail" else client.post(url)
        assert answer.status_code == 404

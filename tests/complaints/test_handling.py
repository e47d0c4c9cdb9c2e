"""From registered to closed, and who may see it."""

import pytest
from django.apps import apps
from django.urls import reverse

from complaints.domain.status import NEXT, Status, TransitionError
from complaints.models import Clock, Complaint
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


def test_the_page_says_when_somebody_was_faster(client):
    agent = UserFactory()
    case = complaint(by=agent)
    accept(case.pk, by=agent)
    client.force_login(agent)

    answer = client.post(
        reverse("complaints:move", args=[case.reference]), {"to": "processing", "version": 1}
    )

    assert answer.status_code == 409


def test_what_one_may_not_see_is_not_found(client):
    case = complaint()
    client.force_login(UserFactory())

    for name in ("detail", "move", "assign", "classify", "add_contact"):
        url = reverse(f"complaints:{name}", args=[case.reference])
        answer = client.get(url) if name == "detail" else client.post(url)
        assert answer.status_code == 404

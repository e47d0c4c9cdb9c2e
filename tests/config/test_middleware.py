"""Around every request: what never reaches a view, and what the history learns."""

import pytest
from django.urls import reverse

from accounts.services import SCOPES, issue_key
from complaints.models import Complaint
from insights.timeline import timeline
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
ASKED = [
    ("insights:complaints", "after"),
    ("profiling:portraits", "q"),
    ("complaints:intake", "done"),
]


def changes(case: Complaint) -> list[tuple[str, str]]:
    """What the timeline tells of changes, and by whom."""
    entries = timeline(case, UserFactory(officer=True))
    return [(entry.title, entry.meta) for entry in entries if entry.icon == "arrow-right"]


@pytest.mark.parametrize(("page", "name"), ASKED)
def test_nul_in_an_address_is_refused_in_words(client, page, name):
    client.force_login(UserFactory(officer=True))

    response = client.get(reverse(page), {name: "a\0b"})

    assert (response.status_code, "<h1>" in response.content.decode()) == (400, True)


def test_the_api_names_the_parameter_with_nul(client):
    user = UserFactory(officer=True)
    secret = issue_key("X", user=user, scopes=list(SCOPES))[1]

    response = client.get(
        "/api/v1/complaints/?cursor=%00", headers={"Authorization": f"Bearer {secret}"}
    )

    assert [error["field"] for error in response.json()["errors"]] == ["cursor"]


def test_the_history_knows_who_changed_a_complaint(client):
    officer = UserFactory(officer=True, display_name="何静")
    case = complaint(by=officer)
    client.force_login(officer)

    client.post(
        reverse("complaints:move", args=[case.reference]),
        {"to": "accepted", "version": case.version},
    )

    changed = Complaint.objects.get(pk=case.pk)
    assert changed.status == "accepted"
    assert {by for _, by in changes(changed)} == {"何静"}


def test_a_change_outside_a_request_is_nobodys():
    case = complaint(by=UserFactory(officer=True, display_name="何静"))

    Complaint.objects.filter(pk=case.pk).update(status="accepted")

    changed = Complaint.objects.get(pk=case.pk)
    assert [by for _, by in changes(changed)] == [""]

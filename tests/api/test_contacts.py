"""One contact, or many."""

import pytest
from django.utils import timezone

from complaints.models import Complaint, Contact
from outbox.models import Delivery
from tests.api.clients import COMPLAINTS, MANY, ONE, contact, program, wrong

pytestmark = pytest.mark.django_db


def test_a_contact_becomes_a_complaint(crm):
    response = crm.post(ONE, contact(external_id="17", person={"name": "张三"}))

    complaint = Complaint.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "contact_id": Contact.objects.get().pk,
        "reference": complaint.reference,
        "external_id": "17",
        "url": f"{COMPLAINTS}{complaint.reference}/",
    }
    assert complaint.registered_by == crm.key.user
    assert complaint.complainant.masked_name == "张**"


def test_a_contact_without_time_happened_now(crm):
    before = timezone.now()

    crm.post(ONE, contact())

    assert before <= Contact.objects.get().occurred_at <= timezone.now()


def test_a_known_number_gives_what_is_there(crm):
    row = contact()

    first = crm.post(ONE, row)
    second = crm.post(ONE, row)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    assert Contact.objects.count() == 1


def test_the_same_number_of_two_clients_is_two_contacts(crm):
    row = contact()

    crm.post(ONE, row)
    program().post(ONE, row)

    assert Contact.objects.count() == 2


def test_a_new_key_can_take_over_the_numbers_of_an_old_one(crm):
    row = contact()
    crm.post(ONE, row)

    heir = program(crm.key.user, source=crm.key.contact_source)

    assert heir.post(ONE, row).status_code == 200


def test_a_contact_can_join_a_complaint(crm):
    reference = crm.post(ONE, contact()).json()["reference"]

    response = crm.post(ONE, contact(reference=reference))

    assert response.json()["reference"] == reference
    assert Complaint.objects.get().contacts.count() == 2


def test_a_complaint_of_others_cannot_be_joined(crm):
    reference = crm.post(ONE, contact()).json()["reference"]
    stranger = program(user=None, scopes=("contacts:write",))
    stranger.key.user.role = "agent"
    stranger.key.user.save()

    response = stranger.post(ONE, contact(reference=reference))

    assert wrong(response) == {"reference": "unknown"}


def test_of_many_contacts_each_has_its_result(crm):
    known = contact()
    crm.post(ONE, known)
    fresh = contact()

    response = crm.post(MANY, {"contacts": [known, fresh, fresh, contact(text=" "), 5]})

    body = response.json()
    assert response.status_code == 207
    assert (body["created"], body["known"], body["refused"]) == (1, 2, 2)
    assert [(row["index"], row["status"]) for row in body["results"]] == [
        (0, "known"),
        (1, "created"),
        (2, "known"),
        (3, "refused"),
        (4, "refused"),
    ]
    assert [error["code"] for row in body["results"][3:] for error in row["errors"]] == [
        "empty",
        "not_an_object",
    ]


def test_if_all_rows_are_in_the_status_is_200(crm):
    response = crm.post(MANY, {"contacts": [contact() for _ in range(3)]})

    assert response.status_code == 200
    assert {row["status"] for row in response.json()["results"]} == {"created"}


def test_live_contacts_overtake_bulk_ones(crm):
    crm.post(MANY, {"contacts": [contact()]})
    crm.post(ONE, contact())

    assert list(Delivery.objects.order_by("pk").values_list("priority", flat=True)) == [1, 0]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ([], {"contacts": "not_a_list"}),
        ({}, {"contacts": "not_a_list"}),
        ({"contacts": {}}, {"contacts": "not_a_list"}),
        ({"contacts": []}, {"contacts": "empty"}),
        ({"contacts": [1] * 1001}, {"contacts": "too_many"}),
        ({"contacts": [1], "foo": 2}, {"foo": "unknown_field"}),
    ],
)
def test_bulk_needs_a_list_of_at_most_a_thousand(crm, body, errors):
    assert wrong(crm.post(MANY, body)) == errors


@pytest.mark.parametrize("rows", [1, 20])
def test_bulk_asks_the_database_as_often_for_one_row_as_for_twenty(
    crm, rows, django_assert_max_num_queries
):
    crm.post(ONE, contact())
    body = {"contacts": [contact(person={"phone": f"1380013{n:04}"}) for n in range(rows)]}

    with django_assert_max_num_queries(40) as queries:
        crm.post(MANY, body)

    assert len(queries) == QUERIES.setdefault("bulk", len(queries))


QUERIES: dict[str, int] = {}

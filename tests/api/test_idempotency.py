"""The same request twice, one after the other or at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from accounts import idempotency
from accounts.models import IdempotentRequest
from complaints.models import Complaint, Contact
from complaints.services.reference_data import load_reference_data
from tests.api.clients import MANY, ONE, Program, contact, problem, program, wrong

CLIENTS = 6


@pytest.mark.django_db
def test_the_same_post_gets_the_same_bytes(crm):
    row = contact(external_id=None)

    first = crm.post(ONE, row, "t1")
    second = crm.post(ONE, row, "t1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert Complaint.objects.count() == 1


@pytest.mark.django_db
def test_the_same_bulk_gets_the_same_bytes(crm):
    body = {"contacts": [contact(external_id=None), contact(text="")]}

    first = crm.post(MANY, body, "t1")
    second = crm.post(MANY, body, "t1")

    assert (first.status_code, second.status_code) == (207, 207)
    assert first.content == second.content
    assert Complaint.objects.count() == 1


@pytest.mark.django_db
def test_another_body_under_the_same_token_is_refused(crm):
    crm.post(ONE, contact(), "t1")

    assert problem(crm.post(ONE, contact(), "t1")) == (422, "idempotency_mismatch")
    assert Complaint.objects.count() == 1


@pytest.mark.django_db
def test_another_address_under_the_same_token_is_refused(crm):
    body = {"contacts": [contact()]}
    crm.post(MANY, body, "t1")

    assert problem(crm.post(ONE, body, "t1")) == (422, "idempotency_mismatch")


@pytest.mark.django_db
def test_two_clients_may_choose_the_same_token(crm):
    row = contact()

    crm.post(ONE, row, "t1")
    program().post(ONE, row, "t1")

    assert Complaint.objects.count() == 2


@pytest.mark.django_db
def test_a_refused_post_can_be_mended_under_its_token(crm):
    refused = crm.post(ONE, contact(text=""), "t1")
    mended = crm.post(ONE, contact(), "t1")

    assert wrong(refused) == {"text": "empty"}
    assert mended.status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("token", [" ", "x" * 201, "标记", "a\nb", "a b"])
def test_a_token_must_be_short_and_plain(crm, token):
    assert problem(crm.post(ONE, contact(), token)) == (400, "idempotency_key_invalid")


@pytest.mark.django_db
def test_answers_are_forgotten_after_two_days(crm):
    crm.post(ONE, contact(), "old")
    IdempotentRequest.objects.update(created_at=timezone.now() - timedelta(days=2, minutes=1))
    crm.post(ONE, contact(), "new")

    assert idempotency.forget_old_answers() == 1
    assert IdempotentRequest.objects.get().token == "new"


@pytest.fixture
def real(transactional_db) -> Program:
    """Committed rows, for threads with connections of their own."""
    load_reference_data()
    return program()


def at_once(crm: Program, path: str, bodies: list, tokens: list) -> list:
    """Post from as many threads as there are bodies, all starting together."""
    barrier = threading.Barrier(len(bodies))

    def run(body, token):
        barrier.wait()
        try:
            return crm.post(path, body, token)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(run, bodies, tokens))


def test_of_twins_at_once_one_works_and_all_get_its_answer(real):
    row = contact(external_id=None)

    answers = at_once(real, ONE, [row] * CLIENTS, ["t1"] * CLIENTS)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" not in answer for answer in answers) == 1
    assert Complaint.objects.count() == 1


def test_the_same_number_at_once_is_one_contact_and_one_answer(real):
    row = contact()

    answers = at_once(real, ONE, [row] * CLIENTS, [None] * CLIENTS)

    assert sorted(answer.status_code for answer in answers) == [200] * (CLIENTS - 1) + [201]
    assert len({answer.content for answer in answers}) == 1
    assert (Complaint.objects.count(), Contact.objects.count()) == (1, 1)


def test_the_same_rows_at_once_under_different_tokens_are_stored_once(real):
    rows = [contact(person={"phone": f"138001380{n:02}"}) for n in range(40)]
    bodies = [{"contacts": rows if n % 2 else rows[::-1]} for n in range(4)]

    answers = at_once(real, MANY, bodies, ["a", "b", "c", "d"])

    assert {answer.status_code for answer in answers} == {200}
    assert sum(answer.json()["created"] for answer in answers) == 40
    assert Contact.objects.count() == 40


def test_who_waits_too_long_is_told_that_the_twin_is_at_work(real, monkeypatch):
    monkeypatch.setattr(idempotency, "WAIT", "100ms")

    with transaction.atomic():
        idempotency.claim(real.key, "t1", "x")
        (answer,) = at_once(real, ONE, [contact()], ["t1"])

    assert problem(answer) == (409, "in_progress")


def test_a_process_that_dies_leaves_its_token_free(real):
    def dies() -> None:
        transaction.set_autocommit(False)
        idempotency.claim(real.key, "t1", "x")
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(dies).result()

    assert real.post(ONE, contact(), "t1").status_code == 201


def test_the_lock_timeout_ends_with_the_claim(real):
    with transaction.atomic(), connection.cursor() as cursor:
        idempotency.claim(real.key, "t1", "x")
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)

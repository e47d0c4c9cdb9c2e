"""Whatever JSON there is, the intake answers with 2xx or 4xx and never breaks."""

import json
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.api.rows import CONTACT, PERSON, read_row
from tests.api.clients import MANY, ONE, contact

pytestmark = pytest.mark.django_db

finite = st.floats(allow_nan=False, allow_infinity=False)  # the others are no JSON
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
texts = st.text(st.characters(codec=None), max_size=300)  # with NUL and lone surrogates
values = anything | texts | st.just("2026-11-20T09:30:00+08:00") | st.just("PHONE_HOTLINE")
persons = st.dictionaries(st.sampled_from(list(PERSON)), values, max_size=4)
contacts = st.dictionaries(st.sampled_from(list(CONTACT)), values, max_size=6)
many_times = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(value=anything | contacts)
@settings(max_examples=300, deadline=None)
def test_every_value_becomes_a_contact_or_problems(value: Any):
    row = read_row(value, timezone.now())

    assert (row.contact is None) == bool(row.problems)


@many_times
@given(fields=contacts, person=persons, token=st.booleans())
def test_no_contact_breaks_the_intake(crm, fields, person, token):
    response = crm.post(ONE, contact() | fields | {"person": person}, "t" if token else None)

    assert response.status_code in (200, 201, 422), response.content
    json.loads(response.content)


@many_times
@given(rows=st.lists(contacts | anything, max_size=5))
def test_no_row_breaks_the_others(crm, rows):
    response = crm.post(MANY, {"contacts": [*rows, contact()]})

    results = response.json()["results"]
    assert response.status_code in (200, 207)
    assert len(results) == len(rows) + 1
    assert results[-1]["status"] == "created"


@many_times
@given(body=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_bytes_break_the_intake(crm, body):
    assert crm.post(ONE, body).status_code in (400, 422)

"""Schemathesis: random requests after the document, and every answer as the document says."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from config.api.document import document
from config.wsgi import application
from tests.api.clients import program
from tests.factories import complaint

api = schemathesis.openapi.from_dict(document("en"))
api.app = application
# Whether a code is in force is decided by rows, and a null is taken for "not given": the document
# can say neither.
UNDECIDED = [positive_data_acceptance, negative_data_rejection]


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The end of a request must not end the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@api.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_the_document_says(case, reference_data, kept_connection):
    crm = program()
    if len(case.path_parameters.get("reference", "")) % 2:
        case.path_parameters["reference"] = complaint().reference

    case.call_and_validate(
        headers={"Authorization": crm.http.defaults["HTTP_AUTHORIZATION"]},
        excluded_checks=UNDECIDED,
    )

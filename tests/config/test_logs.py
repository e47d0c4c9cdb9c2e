"""Logs tell what happened, never who called or what was said."""

import io
import json
import logging.config

import pytest
import structlog
from django.db import IntegrityError, connection
from django.urls import reverse

from config.logs import logging_of
from tests.factories import UserFactory

PHONE = "13812345678"


@pytest.fixture
def lines():
    """What is written as in production."""
    written = io.StringIO()
    logging.config.dictConfig(logging_of(production=True, level="INFO"))
    handler = logging.getLogger().handlers[0]
    handler.stream = written
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_a_search_is_logged_without_what_was_searched_for(client, lines):
    client.force_login(UserFactory(officer=True))

    client.get(reverse("insights:complaints"), {"q": PHONE})

    (line,) = [line for line in lines() if line["event"] == "request_finished"]
    assert (line["request"], line["code"]) == (f"GET {reverse('insights:complaints')}", 200)
    assert PHONE not in str(lines())


def test_a_traceback_has_no_values_of_variables(lines):
    caller = PHONE

    try:
        raise LookupError(len(caller))
    except LookupError:
        structlog.get_logger("test").exception("broken")

    (line,) = lines()
    assert line["exception"].endswith("LookupError: 11")
    assert PHONE not in str(line)


@pytest.mark.django_db
def test_a_refused_row_is_not_repeated_in_the_log(lines):
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE caller (phone text CHECK (phone = ''), said text)")
            cursor.execute("INSERT INTO caller VALUES (%s, %s)", [PHONE, "一\nTraceback\n二"])
    except IntegrityError:
        logging.getLogger("outbox.delivery").exception("%s failed", "read")

    (line,) = lines()
    assert line["event"] == "read failed"
    assert "DETAIL: (withheld)" in line["exception"]
    assert PHONE not in str(line)

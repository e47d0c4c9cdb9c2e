"""Texts are read and not kept."""

import json

import pytest

from accounts.models import IdempotentRequest
from complaints.domain.intake import MAX_TEXT
from complaints.models import Complaint, Contact
from config.api.serializers import MAX_TEXTS
from outbox.models import OutboxEvent
from sentiment.models import Reading
from sentiment.services import read_contacts
from tests.api.clients import COMPLAINTS, problem, program, wrong
from tests.factories import receive

pytestmark = pytest.mark.django_db
READINGS = "/api/v1/readings/"
THREAT = "客服推诿了三次，再不退款我就打12378投诉，找记者曝光！"
THANKS = "谢谢，问题已经解决了。"


def test_a_text_is_read_as_a_stored_contact_is(crm):
    contact = receive(THREAT)
    read_contacts([contact.contact_id])
    case = crm.get(f"{COMPLAINTS}{contact.reference}/").json()
    stored = case["contacts"][0]["reading"]

    told = crm.post(READINGS, {"text": THREAT, "channel": case["channel"]}).json()

    assert told.pop("read_at") > stored.pop("read_at")
    assert told == stored
    assert {"REGULATORY", "MEDIA"} <= {flag.removesuffix("_THREAT") for flag in told["flags"]}
    assert any(THREAT[row["start"] : row["end"]] == "12378" for row in told["detail"]["evidence"])


def test_many_texts_are_answered_in_their_order(crm):
    answer = crm.post(READINGS, {"texts": [THREAT, THANKS] * (MAX_TEXTS // 2)})

    told = answer.json()["results"]
    assert (answer.status_code, len(told)) == (200, MAX_TEXTS)
    assert [each["polarity"] for each in told[:2]] == ["negative", "positive"]
    assert crm.post(READINGS, {"texts": [THANKS]}).json()["results"][0]["detail"]


def test_raw_heads_come_on_request(crm):
    plain = crm.post(READINGS, {"text": THREAT}).json()["detail"]
    whole = crm.post(f"{READINGS}?heads=1", {"text": THREAT}).json()["detail"]

    assert "heads" not in plain
    assert whole.pop("heads")["polarity3"]
    assert whole == plain


def test_nothing_is_stored_and_no_text_is_logged(crm, caplog, capfd):
    kept = (Contact, Complaint, Reading, OutboxEvent, IdempotentRequest)

    with caplog.at_level("DEBUG"):
        crm.post(READINGS, {"text": THREAT}, "a-token")
        crm.post(READINGS, {"texts": [THREAT], "channel": THREAT})

    assert [model.objects.count() for model in kept] == [0] * len(kept)
    assert THREAT not in caplog.text + "".join(capfd.readouterr())


def test_the_scope_is_its_own():
    writer = program(scopes=("contacts:write", "complaints:read"))
    reader = program(scopes=("readings:read",))

    assert problem(writer.post(READINGS, {"text": THREAT})) == (403, "scope_missing")
    assert reader.post(READINGS, {"text": THREAT}).status_code == 200
    assert problem(reader.get(COMPLAINTS)) == (403, "scope_missing")


def test_requests_are_counted_as_all_others_are(reference_data):
    twice = program(per_minute=1)

    first, second = (twice.post(READINGS, {"text": THREAT}) for _ in range(2))

    assert first.status_code == 200
    assert problem(second) == (429, "throttled")


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"text": "one_of"}),
        ({"text": None}, {"text": "one_of"}),
        ({"text": "a", "texts": ["a"]}, {"text": "one_of"}),
        ([], {"": "not_an_object"}),
        ({"text": 7}, {"text": "not_a_string"}),
        ({"texts": "a"}, {"texts": "not_a_list"}),
        ({"texts": []}, {"texts": "empty"}),
        ({"texts": ["a"] * (MAX_TEXTS + 1)}, {"texts": "too_many"}),
        ({"texts": ["a", None, 1]}, {"texts[1]": "not_a_string", "texts[2]": "not_a_string"}),
        ({"text": "长" * (MAX_TEXT + 1)}, {"text": "too_long"}),
        ({"texts": ["", "长" * 200_000]}, {"texts[1]": "too_long"}),
        ({"text": "a", "channel": "PIGEON"}, {"channel": "unknown"}),
        ({"text": "a", "business_line": 1}, {"business_line": "not_a_string"}),
        ({"text": "a", "title": "a"}, {"title": "unknown_field"}),
    ],
)
def test_what_is_wrong_is_named(crm, body, errors):
    assert wrong(crm.post(READINGS, body)) == errors


def test_too_many_are_told_with_the_limit(crm):
    (error,) = crm.post(READINGS, {"texts": ["a"] * 101}).json()["errors"]

    assert error["message"] == "At most 100 texts at a time."


@pytest.mark.parametrize("query", ["heads=2", "heads=", "head=1"])
def test_a_wrong_parameter_is_named(crm, query):
    assert problem(crm.post(f"{READINGS}?{query}", {"text": "a"})) == (400, "invalid_parameter")


@pytest.mark.parametrize("text", ["", " \n", "\ud83d", "a\x00b\udc00", "😡" * 9, "长" * MAX_TEXT])
def test_odd_texts_are_read(crm, text):
    answer = crm.post(READINGS, json.dumps({"texts": [text, THREAT]}).encode())

    odd, plain = answer.json()["results"]
    assert answer.status_code == 200
    assert all(row["end"] <= len(text) for row in odd["detail"]["evidence"])
    assert plain["emotion"] == crm.post(READINGS, {"text": THREAT}).json()["emotion"]

"""Whatever is sent: a clear answer, and nothing lost or half stored."""

import json

import pytest

from complaints.models import Contact
from tests.api.clients import MANY, ONE, contact, problem, wrong

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"text": ""}, {"text": "empty"}),
        ({"text": None}, {"text": "empty"}),
        ({"text": "\u0000\ud800 \n"}, {"text": "empty"}),
        ({"text": "字" * 200_000}, {"text": "too_long"}),
        ({"text": 5}, {"text": "not_a_string"}),
        ({"channel": None}, {"channel": "empty"}),
        ({"channel": "pigeon\ud83d"}, {"channel": "unknown"}),
        ({"channel": ["PHONE_HOTLINE"]}, {"channel": "not_a_string"}),
        ({"category": "SVC"}, {"category": "unknown"}),
        ({"demands": "FACT_REFUND"}, {"demands": "not_a_list"}),
        ({"demands": ["FACT_REFUND", 5]}, {"demands": "not_a_string"}),
        ({"demands": ["x"]}, {"demands": "unknown"}),
        ({"demands": [str(n) for n in range(51)]}, {"demands": "too_many"}),
        ({"occurred_at": "2036-01-01T00:00:00+08:00"}, {"occurred_at": "in_the_future"}),
        ({"occurred_at": "1999-12-31T00:00:00+08:00"}, {"occurred_at": "too_early"}),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, {"occurred_at": "too_early"}),
        ({"occurred_at": "9999-12-31T23:59:59-14:00"}, {"occurred_at": "in_the_future"}),
        ({"occurred_at": "2026-11-20T09:30:00"}, {"occurred_at": "no_time_zone"}),
        ({"occurred_at": "2026-11-20T09:30:00+18:04"}, {"occurred_at": "no_such_zone"}),
        ({"occurred_at": "20.11.2026"}, {"occurred_at": "not_a_time"}),
        ({"occurred_at": 1763600000}, {"occurred_at": "not_a_string"}),
        ({"amount": "12,50"}, {"amount": "not_a_number"}),
        ({"amount": True}, {"amount": "not_a_number"}),
        ({"amount": -1}, {"amount": "out_of_range"}),
        ({"amount": 1e300}, {"amount": "out_of_range"}),
        ({"amount": "999999999999.999"}, {"amount": "too_precise"}),
        ({"people": 0}, {"people": "out_of_range"}),
        ({"people": 1.0}, {"people": "not_an_integer"}),
        ({"people": True}, {"people": "not_an_integer"}),
        ({"people": 10**4000}, {"people": "out_of_range"}),
        ({"transfers": 32_768}, {"transfers": "out_of_range"}),
        ({"direction": "up"}, {"direction": "unknown"}),
        ({"reference": "TS\u0000"}, {"reference": "unknown"}),
        ({"external_id": ""}, {"external_id": "out_of_range"}),
        ({"external_id": "a\u0000b"}, {"external_id": "unprintable"}),
        ({"external_id": "a\ud800"}, {"external_id": "unprintable"}),
        ({"external_id": "x" * 121}, {"external_id": "out_of_range"}),
        ({"title": "长" * 81}, {"title": "too_long"}),
        ({"person": "张三"}, {"person": "not_an_object"}),
        ({"person": {"phone": 13800138000}}, {"person.phone": "not_a_string"}),
        ({"person": {"name": "长" * 201}}, {"person.name": "too_long"}),
        ({"person": {"kind": "robot"}}, {"person.kind": "unknown"}),
        ({"person": {"birth_year": 70_000}}, {"person.birth_year": "out_of_range"}),
        ({"person": {"nick\ud800": "x"}}, {"person.nick\ufffd": "unknown_field"}),
        ({"ocurred_at": "2026-11-20"}, {"ocurred_at": "unknown_field"}),
        ({"name": "张三"}, {"name": "unknown_field"}),
    ],
)
def test_a_wrong_field_is_named_with_a_code(crm, fields, errors):
    response = crm.post(ONE, contact(**fields))

    assert wrong(response) == errors
    assert not Contact.objects.exists()


def test_every_wrong_field_of_a_contact_is_named(crm):
    response = crm.post(ONE, {"people": "3", "person": {"phone": 5}, "foo": 1})

    assert wrong(response) == {
        "people": "not_an_integer",
        "person.phone": "not_a_string",
        "foo": "unknown_field",
    }


def test_control_characters_and_surrogates_are_replaced_not_lost(crm):
    text = "退\u0000款\ud800\r\n不到账\u0007"
    person = {"name": "张\u0000三", "address": "北京\udfff"}

    response = crm.post(ONE, contact(text=text, product="卡\u0000", person=person))

    stored = Contact.objects.select_related("complaint").get()
    assert response.status_code == 201
    assert stored.text == "退\ufffd款\ufffd\n不到账\ufffd"
    assert stored.complaint.product == "卡\ufffd"
    assert stored.complainant.name == "张\ufffd三"


def test_amounts_keep_their_cents(crm):
    crm.post(ONE, contact(amount="0.10"))
    crm.post(MANY, {"contacts": [contact(amount=1234567890.12), contact(amount=3)]})

    amounts = Contact.objects.order_by("pk").values_list("complaint__amount", flat=True)
    assert [str(amount) for amount in amounts] == ["0.10", "1234567890.12", "3.00"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "malformed_json"),
        (b"{", "malformed_json"),
        (b'{"text": "a"} x', "malformed_json"),
        (b'{"amount": NaN}', "malformed_json"),
        (b'{"amount": -Infinity}', "malformed_json"),
        (b"[" * 100_000, "malformed_json"),
        (b'{"people": ' + b"9" * 5000 + b"}", "malformed_json"),
        (b'{"text": "a", "text": "b"}', "duplicate_name"),
        (b'{"person": {"name": "a", "name": "b"}}', "duplicate_name"),
        ("退款".encode("gb18030"), "invalid_utf8"),
        (json.dumps({"text": "a"}).encode("utf-16"), "invalid_utf8"),
        (b'{"text": "\xed\xa0\x80"}', "invalid_utf8"),
    ],
)
@pytest.mark.parametrize("path", [ONE, MANY])
@pytest.mark.parametrize("token", [None, "t"])
def test_what_is_not_json_in_utf8_is_refused(crm, path, token, body, code):
    assert problem(crm.post(path, body, token)) == (400, code)


def test_a_byte_order_mark_is_no_reason_to_refuse(crm):
    body = b"\xef\xbb\xbf" + json.dumps(contact()).encode()

    assert crm.post(ONE, body).status_code == 201


@pytest.mark.parametrize("value", [None, 5, "text", True, [], [contact()]])
def test_json_that_is_no_object_is_refused(crm, value):
    assert wrong(crm.post(ONE, value)) == {"": "not_an_object"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""]
)
def test_another_content_type_is_refused(crm, kind):
    response = crm.post(ONE, contact(), content_type=kind)

    assert problem(response) == (415, "unsupported_media_type")


@pytest.mark.parametrize("path", [ONE, MANY])
@pytest.mark.parametrize("token", [None, "t"])
def test_a_body_over_the_limit_is_refused(crm, path, token, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = crm.post(path, contact(text="x" * 1000), token)

    assert problem(response) == (413, "too_large")


def test_a_body_in_chunks_is_refused_not_read_as_empty(crm):
    response = crm.post(ONE, b"", **{"Transfer-Encoding": "chunked"})

    assert problem(response) == (411, "length_required")


def test_messages_follow_the_language_of_the_request(crm):
    english = crm.post(ONE, contact(text="")).json()["errors"]
    chinese = crm.post(ONE, contact(text=""), **{"Accept-Language": "zh-CN"}).json()["errors"]

    assert english == [
        {"field": "text", "code": "empty", "message": "This field must not be empty."}
    ]
    assert chinese[0]["code"] == "empty"

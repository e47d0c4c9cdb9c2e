"""The OpenAPI document is complete, true and readable."""

import json
import re

import pytest
import yaml
from django.core.management import call_command

from complaints.api import rows, serializers
from config.api.document import document
from config.api.shapes import WORDS


def test_the_document_is_valid_and_without_a_warning(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "o.yaml"))


def test_what_is_read_is_what_is_documented():
    contact = serializers.NewContactSerializer().fields
    person = serializers.PersonSerializer().fields

    assert set(contact) == {*rows.CONTACT, "person"}
    assert set(person) == set(rows.PERSON)


@pytest.mark.parametrize(
    ("accept", "load"), [("*/*", yaml.safe_load), ("application/json", json.loads)]
)
def test_the_document_is_served_to_everybody(client, accept, load):
    response = client.get("/api/v1/schema/", headers={"Accept": accept, "Accept-Language": "en"})

    assert response.status_code == 200
    assert load(response.content)["paths"] == document("en")["paths"]


def test_the_pages_show_every_operation_without_a_script(client):
    response = client.get("/api/v1/docs/", headers={"Accept-Language": "en"})

    page = response.content.decode()
    assert response.status_code == 200
    for name in ("post_contact", "post_contacts", "list_complaints", "get_complaint", "read_texts"):
        assert f'id="{name}"' in page
    assert "person.phone" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh-hans", "[a-z]{3,} [a-z]{3,}"), ("en", "[一-龥]")]
)
def test_the_document_speaks_one_language(language, foreign):
    """Codes of errors and names of members may stand in it; sentences of the other may not."""
    found = [words for words in sentences(document(language)) if re.search(foreign, words)]

    assert found == []


def test_every_object_is_described():
    schemas = document("en")["components"]["schemas"]

    assert {name for name, one in schemas.items() if "properties" in one} == {
        *WORDS,
        "PaginatedComplaintList",
    }


def sentences(part) -> list[str]:
    """Every description and summary of a document, but those of examples."""
    if isinstance(part, list):
        return [words for one in part for words in sentences(one)]
    if not isinstance(part, dict):
        return []
    own = [part[name] for name in ("description", "summary") if isinstance(part.get(name), str)]
    inside = [words for name, one in part.items() if name != "examples" for words in sentences(one)]
    return own + inside


def test_the_pages_call_fields_by_their_names(client):
    page = client.get("/api/v1/docs/", headers={"Accept-Language": "zh-hans"}).content.decode()

    assert '<th scope="col">字段</th>' in page
    assert "研判文本，不留存" in page
    answers = page.split('id="get_complaint"')[1]
    assert "必填" not in answers.split("状态码")[0].split("响应")[1]
    assert "<code>detail.heads</code>" in page

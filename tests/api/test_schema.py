"""The OpenAPI document is complete, true and readable."""

import json

import pytest
import yaml
from django.core.management import call_command

from complaints.api import rows, serializers
from config.api.document import document


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
    for name in ("post_contact", "post_contacts", "list_complaints", "get_complaint"):
        assert f'id="{name}"' in page
    assert "person.phone" in page
    assert "style=" not in page

"""Administrators edit rules in labelled fields; nobody sees raw JSON."""

from typing import Any

import pytest
from django.urls import reverse

from alerts.domain.catalogue import kinds
from alerts.models import AlertRule
from alerts.parameters import BEGIN, CHOICES, KINDS, LABELS
from alerts.seeds import load_alert_rules
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
RULES = ["A01", "A06", "A08", "A09", "A10", "A11", "A13", "A15", "A21"]


@pytest.fixture(autouse=True)
def rules(client):
    load_alert_rules()
    client.force_login(UserFactory(administrator=True))


def url(code: str) -> str:
    return reverse("admin:alerts_alertrule_change", args=[code])


def filled(client, code: str) -> dict[str, Any]:
    """What a browser would send back untouched."""
    form = client.get(url(code)).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def save(client, code: str, **changes: Any):
    return client.post(url(code), filled(client, code) | changes)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_that_is_saved_untouched_stays_as_it_is(client, code):
    before = AlertRule.objects.get(pk=code)

    assert save(client, code).status_code == 302

    after = AlertRule.objects.get(pk=code)
    assert (after.conditions, after.ladder) == (before.conditions, before.ladder)
    assert (after.gather_from, after.version) == (before.gather_from, before.version + 1)


def test_no_field_shows_json(client):
    for code in RULES:
        form = client.get(url(code)).context["adminform"].form
        assert not {"conditions", "ladder"} & set(form.fields)


def test_a_parameter_is_changed_by_its_field(client):
    save(client, "A09", c0_in_7_days="4")

    assert AlertRule.objects.get(pk="A09").conditions == [
        {"kind": "repeat", "in_7_days": 4, "in_30_days": 3}
    ]


def test_what_is_chosen_is_stored_as_codes(client):
    save(client, "A08", c0_codes=["C01", "C02"], c0_but=[])

    assert AlertRule.objects.get(pk="A08").conditions == [
        {"kind": "combo", "codes": ["C01", "C02"]}
    ]


@pytest.mark.parametrize(
    ("code", "changes", "field", "words"),
    [
        ("A09", {"c0_in_7_days": "0"}, "c0_in_7_days", "1"),
        ("A09", {"c0_in_7_days": ""}, "c0_in_7_days", "必填"),
        ("A01", {"c0_tail": "1.5"}, "c0_tail", "1"),
        ("A08", {"c0_codes": ["C99"]}, "c0_codes", "C99"),
        ("A08", {"s0_minutes": "5"}, "s0_minutes", ""),
        ("A08", {f"s{n}_role": "" for n in range(6)}, "s0_minutes", ""),
        ("A08", {"added": "surge"}, "__all__", ""),
    ],
)
def test_what_makes_no_rule_is_said_beside_its_field(client, code, changes, field, words):
    before = AlertRule.objects.get(pk=code)

    answer = save(client, code, **changes)

    errors = answer.context["adminform"].form.errors
    assert list(errors) == [field]
    assert words in errors[field][0]
    assert AlertRule.objects.get(pk=code).conditions == before.conditions


def test_a_condition_is_added_and_taken_away(client):
    save(client, "A08", added="tier")
    assert [c["kind"] for c in AlertRule.objects.get(pk="A08").conditions] == ["combo", "tier"]

    save(client, "A08", c1_remove="on")
    assert [c["kind"] for c in AlertRule.objects.get(pk="A08").conditions] == ["combo"]


def test_a_new_rule_begins_with_one_condition_and_a_ladder(client):
    data = {
        "code": "B01", "name_zh": "金额巨大", "name_en": "Large amount", "severity": 3,
        "ack_minutes": 60, "cooldown_minutes": 0, "gather_from": "", "gather_minutes": 10,
        "active": "on", "added": "measure", "s0_minutes": 0, "s0_role": "officer",
    }  # fmt: skip

    answer = client.post(reverse("admin:alerts_alertrule_add"), data)

    assert answer.status_code == 302
    rule = AlertRule.objects.get(pk="B01")
    assert rule.conditions == [{"kind": "measure", "name": "people", "at_least": 5}]
    assert rule.ladder == [{"minutes": 0, "role": "officer"}]


def test_every_kind_and_parameter_has_words():
    every = {(kind.name, name) for kind in kinds.values() for name in kind.schema.parameters}
    chosen = {
        (kind.name, name)
        for kind in kinds.values()
        for name, parameter in kind.schema.parameters.items()
        if parameter.shape in ("code", "codes")
    }

    assert set(KINDS) == set(BEGIN) == set(kinds)
    assert set(LABELS) == every
    assert set(CHOICES) == chosen
    for name, values in BEGIN.items():
        kinds[name].schema.checked(values)

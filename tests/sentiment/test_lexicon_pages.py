"""The pages of the lexicon: looked at by those who lead, edited by administrators."""

import re

import pytest
from django.urls import reverse

from sentiment.forms.combos import ComboForm, wrong_expression
from sentiment.forms.terms import TermForm
from sentiment.models import LexCombo, LexTerm, LexVersion
from sentiment.services import drafts, engines, load_lexicon, read_contacts
from sentiment.services import lexicon as in_force
from tests.factories import UserFactory, receive

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NEW = {"group": "MEDIA", "term": "蓝鲸广场", "weight": "4", "kind": "word"}
LIST = "/language/lexicon/"


@pytest.fixture(autouse=True)
def lexicon():
    engines._engine.cache_clear()
    in_force.limited_terms.cache_clear()
    load_lexicon()


@pytest.fixture
def admin(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def text(response):
    return response.content.decode()


def shown(response):
    return re.findall(r'id="term-(\d+)"', text(response))


def test_a_term_is_added_beside_the_list_and_the_list_hears_of_it(client, admin):
    response = client.post(reverse("sentiment:add_term"), NEW, headers=HTMX)

    term = LexTerm.objects.get(term="蓝鲸广场")
    assert (response.status_code, term.changed_by) == (200, admin)
    assert "lexicon" in response["HX-Trigger"]
    assert 'id="editor"' in text(response)


def test_without_scripts_a_term_is_added_too(client, admin):
    response = client.post(reverse("sentiment:add_term"), NEW)

    assert response["Location"] == LIST
    assert LexTerm.objects.filter(term="蓝鲸广场").exists()


def test_a_refused_term_keeps_what_was_written(client, admin):
    response = client.post(reverse("sentiment:add_term"), NEW | {"term": "曝光"}, headers=HTMX)

    assert response.status_code == 422
    assert 'value="曝光"' in text(response)
    assert "已有此词" in text(response) or "has the word already" in text(response)


def test_a_term_is_edited_with_its_scope_and_validity(client, admin):
    receive()
    term = LexTerm.objects.get(group="MEDIA", term="曝光")
    given = {
        "group": "MEDIA", "term": "曝光", "weight": "3", "kind": "word",
        "lines": ["CREDIT", "LOAN"], "channels": ["VOICE"],
        "valid_from": "2026-01-01", "valid_to": "2026-12-31", "note": "试行",
    }  # fmt: skip

    client.post(reverse("sentiment:term", args=[term.pk]), given, headers=HTMX)

    term.refresh_from_db()
    assert (term.weight, term.lines, term.channels) == (3, ["CREDIT", "LOAN"], ["VOICE"])
    assert str(term.valid_to) == "2026-12-31"
    assert "2026-01-01 – 2026-12-31" in text(client.get(LIST, {"q": "曝光"}))


def test_a_term_is_retired_and_taken_back(client, admin):
    term = LexTerm.objects.get(group="MEDIA", term="曝光")
    url = reverse("sentiment:retire_term", args=[term.pk])

    client.post(url, {"active": "0"}, headers=HTMX)
    term.refresh_from_db()
    gone = term.active
    client.post(url, {"active": "1"}, headers=HTMX)
    term.refresh_from_db()

    assert (gone, term.active) == (False, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "蓝鲸"}, {"a"}),
        ({"group": "MEDIA", "q": "蓝"}, {"a"}),
        ({"kind": "regex"}, {"b"}),
        ({"weight": "1", "q": "绿鲸"}, {"b"}),
        ({"scope": "CREDIT"}, {"a"}),
        ({"scope": "VOICE"}, {"b"}),
        ({"valid": "later"}, {"a"}),
        ({"valid": "over"}, {"b"}),
        ({"valid": "limited"}, {"a", "b"}),
        ({"valid": "now", "q": "鲸"}, set()),
        ({"state": "retired"}, {"b"}),
        ({"scope": "everywhere", "q": "鲸"}, set()),
    ],
)
def test_the_list_is_filtered(client, admin, query, found):
    receive()  # business lines are there
    a = LexTerm(group="MEDIA", term="蓝鲸广场", weight=4, lines=["CREDIT"], valid_from="2099-01-01")
    b = LexTerm(
        group="LEGAL", term="绿鲸.?号", weight=1, kind="regex", channels=["VOICE"],
        valid_to="2001-01-01", active=False,
    )  # fmt: skip
    for row in (a, b):
        drafts.save_term(row, by=admin)
    names = {str(a.pk): "a", str(b.pk): "b"}

    response = client.get(LIST, query, headers=HTMX)

    assert {names.get(pk, pk) for pk in shown(response)} == found


@pytest.mark.parametrize(
    "query", [{"weight": "x"}, {"group": "NONE"}, {"page": "999"}, {"valid": "1"}, {"scope": "…"}]
)
def test_odd_questions_do_no_harm(client, admin, query):
    assert client.get(LIST, query).status_code == 200


@pytest.mark.parametrize("terms", [1, 20])
def test_the_list_costs_the_same_however_long_it_is(
    client, admin, django_assert_num_queries, terms
):
    for number in range(terms):
        row = LexTerm(group="MEDIA", term=f"蓝鲸{number}号", weight=4)
        drafts.save_term(row, by=UserFactory(administrator=True))
    client.get(LIST)

    with django_assert_num_queries(11):
        client.get(LIST, {"q": "蓝鲸"}, headers=HTMX)


def test_those_who_lead_look_and_do_not_edit(client):
    client.force_login(UserFactory(officer=True))

    page = text(client.get(LIST))

    assert 'id="editor"' not in page
    assert "/retire/" not in page
    assert client.post(reverse("sentiment:add_term"), NEW).status_code == 404
    assert not LexTerm.objects.filter(term="蓝鲸广场").exists()


def test_a_release_is_made_on_its_page_and_refused_there(client, admin):
    url = reverse("sentiment:lexicon_release")
    nothing = client.post(url, {"note": "x"})
    client.post(reverse("sentiment:add_term"), NEW)
    before = text(client.get(url))
    made = client.post(url, {"note": "新平台"})
    for group in ("SAFETY", "MEDIA"):
        LexTerm.objects.filter(group=group).update(active=False)
    refused = client.post(url, {"note": "少了两组"})

    assert (nothing.status_code, made.status_code, refused.status_code) == (409, 302, 409)
    assert "蓝鲸广场" in before
    assert "少了两组" in text(refused)
    assert "电热水壶漏电" in text(refused)
    assert [v.note for v in LexVersion.objects.filter(number__gt=1)] == ["新平台"]


def test_the_gate_and_the_dry_run_are_parts_of_the_release(client, admin):
    client.post(reverse("sentiment:add_term"), NEW)

    gate = client.get(reverse("sentiment:lexicon_gate"), headers=HTMX)
    dry = client.get(reverse("sentiment:lexicon_dry_run"), headers=HTMX)

    assert 'id="gate"' in text(gate)
    assert re.search(r"\d\d\.\d%", text(gate))
    assert 'id="dry-run"' in text(dry)
    assert "<html" not in text(gate) + text(dry)


def test_a_row_nobody_can_use_is_named_instead_of_an_error_page(client, admin):
    read_contacts([receive().contact_id])
    LexTerm.objects.create(group="MEDIA", term="(", weight=3, kind="regex")

    for name in ("lexicon_gate", "lexicon_dry_run"):
        response = client.get(reverse(f"sentiment:{name}"), headers=HTMX)
        assert (response.status_code, "MEDIA/" in text(response)) == (200, True)
    refused = client.post(reverse("sentiment:lexicon_release"))
    assert refused.status_code == 409


def test_versions_are_listed_shown_and_come_back(client, admin):
    client.post(reverse("sentiment:add_term"), NEW)
    drafts.release(by=admin, note="新平台")

    listed = text(client.get(reverse("sentiment:lexicon_versions")))
    second = text(client.get(reverse("sentiment:lexicon_version", args=[2])))
    first = text(client.get(reverse("sentiment:lexicon_version", args=[1])))
    client.post(reverse("sentiment:lexicon_restore", args=[1]))

    assert "lex-2" in listed
    assert "新平台" in listed
    assert "蓝鲸广场" in second
    assert reverse("sentiment:lexicon_restore", args=[1]) in first
    assert LexVersion.objects.in_force().restores.number == 1
    assert client.get(reverse("sentiment:lexicon_version", args=[99])).status_code == 404


def test_the_draft_is_thrown_away(client, admin):
    client.post(reverse("sentiment:add_term"), NEW)

    client.post(reverse("sentiment:lexicon_discard"))

    assert drafts.draft_changes() == []


def test_a_combination_is_added_edited_and_retired(client, admin):
    rule = {
        "code": "C30", "name": "媒体和法律", "expression": "MEDIA>=3:own &\n LEGAL", "window": "40",
        "floor": "HIGH", "flags": ["MEDIA", "LEGAL"], "points": "7",
    }  # fmt: skip

    client.post(reverse("sentiment:add_combo"), rule, headers=HTMX)
    made = LexCombo.objects.get(pk="C30").as_combo()
    client.post(reverse("sentiment:combo", args=["C30"]), rule | {"window": ""}, headers=HTMX)
    changed = LexCombo.objects.get(pk="C30").as_combo()
    client.post(reverse("sentiment:retire_combo", args=["C30"]), {"active": "0"}, headers=HTMX)

    assert (made.expression, made.window) == ("MEDIA>=3:own & LEGAL", 40)
    assert (made.floor, made.flags, made.points) == ("HIGH", ("MEDIA", "LEGAL"), 7)
    assert changed.window is None
    assert not LexCombo.objects.get(pk="C30").active


def test_saving_a_combination_as_it_is_changes_nothing(client, admin):
    for code in LexCombo.objects.values_list("code", flat=True):
        form = ComboForm(instance=LexCombo.objects.get(pk=code))
        given = {name: form[name].value() for name in form.fields}
        given = {name: value for name, value in given.items() if value is not None}
        client.post(reverse("sentiment:combo", args=[code]), given, headers=HTMX)

    assert drafts.draft_changes() == []


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("MEDIA &", "太早|完整|ends too early"),
        ("MEDIA ? LEGAL", "“\\?”"),
        ("(MEDIA | LEGAL", "\\)|ends too early|完整"),
        ("MEDIA LEGAL", "LEGAL"),
        ("MEDIAA & LEGAL", "MEDIAA"),
        ("2 of MEDIA", "MEDIA"),
        ("& MEDIA", "&"),
    ],
)
def test_a_wrong_expression_is_explained(expression, told):
    assert re.search(told, str(wrong_expression(expression)))


def test_all_expressions_of_the_seeds_are_right():
    assert [wrong_expression(c.rule["expression"]) for c in LexCombo.objects.all()] == [""] * 20


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("曝光", "word"), ("曝 光…", "word"), ("…", "word"), ("a", "word"), ("１", "word"),
        ("   ", "word"), ("甲…乙…丙", "word"), ("(", "regex"), ("a*", "regex"), ("(a+)+", "regex"),
        ("(?:蓝|a*b*)*鲸", "regex"), ("[", "regex"),
    ],
)  # fmt: skip
def test_a_term_that_can_not_be_used_is_refused_beside_its_field(term, kind):
    form = TermForm(NEW | {"term": term, "kind": kind})

    assert not form.is_valid()
    assert list(form.errors) == ["term"]


@pytest.mark.parametrize(
    ("term", "kind"),
    [("蓝鲸", "word"), ("打断…手", "word"), ("娃娃", "word"), ("蓝鲸[0-9]+号", "regex")],
)
def test_a_good_term_is_taken(term, kind):
    assert TermForm(NEW | {"term": term, "kind": kind}).is_valid()


def test_a_term_that_ends_before_it_begins_is_refused():
    form = TermForm(NEW | {"valid_from": "2026-02-01", "valid_to": "2026-01-01"})

    assert list(form.errors) == ["valid_to"]

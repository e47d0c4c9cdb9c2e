"""Portraits on other pages."""

import pytest
from django.template import Context, Template

from accounts.models import Role
from profiling.services import refresh_portraits
from tests.profiling.builders import make_complainant, make_complaint, make_contact, make_user

pytestmark = pytest.mark.django_db


def shown(tag, complainant, user):
    template = Template("{% load portrait %}{% " + tag + " complainant user %}")
    return template.render(Context({"complainant": complainant, "user": user}))


def drawn(text="打了三次没人理我", **values):
    complaint = make_complaint(make_complainant(), **values)
    make_contact(complaint, text, wait_seconds=600)
    refresh_portraits([complaint.complainant_id])
    return complaint.complainant


@pytest.mark.parametrize("tag", ["portrait_panel", "mini_portrait"])
def test_our_failures_stand_on_other_pages_too(tag):
    person = drawn()

    assert "1" in shown(tag, person, make_user(Role.OFFICER))
    assert "portrait" in shown(tag, person, make_user(Role.OFFICER))


def test_the_panel_quotes_only_what_its_reader_may_see():
    agent = make_user(Role.AGENT)
    person = drawn()
    make_complaint(person, owner=agent)

    assert "没人理" in shown("portrait_panel", person, make_user(Role.OFFICER))
    assert "没人理" not in shown("portrait_panel", person, agent)


def test_the_panel_of_somebody_unseen_is_empty():
    assert "没人理" not in shown("portrait_panel", drawn(), make_user(Role.AGENT))


def test_the_panel_waits_for_a_portrait_that_is_being_drawn():
    person = make_complaint(make_complainant()).complainant

    assert f"/profiling/{person.pk}/" in shown("portrait_panel", person, make_user(Role.OFFICER))


@pytest.mark.parametrize("contacts", [1, 20])
def test_the_strip_costs_the_same_however_many_contacts(contacts, django_assert_num_queries):
    agent = make_user(Role.AGENT)
    person = drawn()
    for _ in range(contacts - 1):
        make_contact(make_complaint(person))

    with django_assert_num_queries(4):
        shown("mini_portrait", person, agent)

"""Who is calling?"""

import pytest
from django.urls import reverse

from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
URL = "/complaints/new/recognise/"
HTMX = {"HX-Request": "true"}


def test_a_known_number_shows_the_person_masked_and_keeps_the_real_one(desk, agent):
    case = complaint(by=agent, phone="13812345678")

    part = desk.post(URL, {"caller_shown": "138 1234 5678"}, headers=HTMX).content.decode()

    assert 'value="138****5678"' in part
    assert '<input type="hidden" name="caller" value="138 1234 5678">' in part
    assert "张**" in part
    assert reverse("complaints:detail", args=[case.reference]) in part


def test_a_number_is_never_taken_from_the_address(desk):
    assert desk.get(URL, {"caller_shown": "13812345678"}).status_code == 405


def test_of_a_colleagues_case_only_number_kind_time_and_status_are_shown(desk):
    case = complaint(
        "他们说我爸在网点摔倒了没人扶", by=UserFactory(), phone="13812345678", category="SVC01"
    )

    part = desk.post(URL, {"caller_shown": "13812345678"}, headers=HTMX).content.decode()

    assert case.reference in part
    assert "服务态度" in part
    assert "摔倒" not in part
    assert reverse("complaints:detail", args=[case.reference]) not in part


def test_an_unknown_number_is_kept_as_typed(desk):
    response = desk.post(URL, {"caller_shown": "13900000000"}, headers=HTMX)

    assert response.context["person"] is None
    assert 'value="13900000000"' in response.content.decode()


def test_half_a_number_finds_nobody(desk, agent):
    complaint(by=agent, phone="13812345678")

    response = desk.post(URL, {"caller_shown": "5678"}, headers=HTMX)

    assert response.context["person"] is None


def test_who_looked_whom_up_is_logged_without_the_number(desk, agent, caplog, capsys):
    case = complaint(by=agent, phone="13812345678")

    desk.post(URL, {"caller_shown": "13812345678"}, headers=HTMX)

    written = caplog.text + capsys.readouterr().out
    assert "complainant_looked_up" in written
    assert str(case.complainant_id) in written
    assert "13812345678" not in written


def test_without_scripts_the_whole_page_comes_back_with_every_word(desk, typed, agent):
    complaint(by=agent, phone="13812345678")

    page = desk.post(URL, typed(text="写了一半")).content.decode()

    assert "写了一半" in page
    assert "138****5678" in page


def test_a_stranger_looks_nobody_up(client):
    assert client.post(URL, {"caller_shown": "13812345678"}).status_code == 302

"""What is typed survives."""

from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from complaints.models import Draft
from complaints.services.drafts import (
    DraftConflict,
    DraftRegistered,
    discard_draft,
    fields_of,
    save_draft,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def url(draft):
    return reverse("complaints:draft", args=[draft])


@pytest.fixture
def draft():
    return uuid4()


def test_a_draft_is_kept_and_resumed_with_every_field(desk, typed, draft):
    fields = typed(draft=draft, name="张三", demands=["FACT_REFUND", "PROC_WRITTEN"])

    saved = desk.post(url(draft), fields, headers=JSON)
    form = desk.get(reverse("complaints:intake"), {"draft": draft}).context["form"]

    assert saved.json()["version"] == 1
    assert form["text"].value() == fields["text"]
    assert form.demands_now == ["FACT_REFUND", "PROC_WRITTEN"]
    assert (form.caller_now, form.channel_now) == ("13812345678", "PHONE_HOTLINE")


def test_the_script_saves_by_put(desk, draft):
    response = desk.put(url(draft), "text=%E5%8D%8A%E5%8F%A5&version=0", headers=JSON)

    assert (response.status_code, response.json()["version"]) == (200, 1)
    assert fields_of(Draft.objects.get()) == {"text": ["半句"]}


def test_without_scripts_the_button_brings_the_page_of_the_draft(desk, typed, draft):
    response = desk.post(url(draft), typed(draft=draft))

    assert response.url == f"/complaints/new/?draft={draft}"


def test_personal_data_of_a_draft_are_sealed_in_the_database(agent, draft):
    save_draft(draft, {"caller": ["13812345678"]}, by=agent, version=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM complaints_draft")
        stored = bytes(cursor.fetchone()[0])

    assert b"13812345678" not in stored


def test_two_windows_are_told_of_each_other(desk, typed, draft):
    desk.post(url(draft), typed(text="一号窗口", version=0), headers=JSON)
    desk.post(url(draft), typed(text="一号窗口又写", version=1), headers=JSON)

    late = desk.post(url(draft), typed(text="二号窗口", version=1), headers=JSON)

    assert late.status_code == 409
    assert (late.json()["text"], late.json()["version"]) == ("一号窗口又写", 2)
    assert fields_of(Draft.objects.get())["text"] == ["一号窗口又写"]


def test_without_scripts_a_conflict_shows_both_versions(desk, typed, draft):
    desk.post(url(draft), typed(text="一号窗口", version=0), headers=JSON)

    page = desk.post(url(draft), typed(text="二号窗口", version=0))

    assert page.status_code == 409
    assert [words in page.content.decode() for words in ("一号窗口", "二号窗口")] == [True, True]


def test_keeping_ones_own_version_takes_the_others_number(agent, draft):
    save_draft(draft, {"text": ["甲"]}, by=agent, version=0)
    with pytest.raises(DraftConflict) as conflict:
        save_draft(draft, {"text": ["乙"]}, by=agent, version=0)

    kept = save_draft(draft, {"text": ["乙"]}, by=agent, version=conflict.value.draft.version)

    assert fields_of(kept) == {"text": ["乙"]}


def test_the_same_words_twice_are_no_conflict(agent, draft):
    save_draft(draft, {"text": ["甲"]}, by=agent, version=0)

    assert save_draft(draft, {"text": ["甲"]}, by=agent, version=0).version == 2


def test_a_registered_draft_is_not_saved_again(desk, typed, agent, draft):
    reference = desk.post(reverse("complaints:intake"), typed(draft=draft)).url[-17:]

    late = desk.post(url(draft), typed(text="还在写"), headers=JSON)

    assert (late.status_code, late.json()) == (410, {"reference": reference})
    with pytest.raises(DraftRegistered):
        save_draft(draft, {"text": ["还在写"]}, by=agent, version=0)


def test_a_colleagues_draft_is_not_there(desk, typed, draft):
    save_draft(draft, {"text": ["别人的"]}, by=UserFactory(), version=0)

    saved = desk.post(url(draft), typed(), headers=JSON)
    page = desk.get(reverse("complaints:intake"), {"draft": draft})

    assert saved.status_code == 404
    assert "别人的" not in page.content.decode()


def test_a_draft_is_thrown_away_by_its_author_only(desk, agent, draft):
    save_draft(draft, {"text": ["甲"]}, by=agent, version=0)

    discard_draft(draft, by=UserFactory())
    kept = Draft.objects.exists()
    desk.post(reverse("complaints:discard", args=[draft]))

    assert (kept, Draft.objects.exists()) == (True, False)


def test_a_wrong_draft_number_is_not_found(desk):
    assert desk.get(reverse("complaints:intake"), {"draft": "x"}).status_code == 404

"""A draft that raises something in many contacts is released only by somebody who says why."""

import pytest
from django.urls import reverse

from sentiment.domain.effect import Agreement, WideError
from sentiment.models import LexTerm, LexVersion, NewWord
from sentiment.models.words import Discovery
from sentiment.services import drafts, engines, load_lexicon, read_contacts
from sentiment.services import lexicon as in_force
from tests.factories import UserFactory, receive

pytestmark = pytest.mark.django_db
COMMON, RARE = "票据", "蓝鲸广场"
URL = "/language/lexicon/release/"


@pytest.fixture(autouse=True)
def lexicon():
    engines._engine.cache_clear()
    in_force.limited_terms.cache_clear()
    load_lexicon()
    yield
    engines._engine.cache_clear()
    in_force.limited_terms.cache_clear()


@pytest.fixture
def admin(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def contacts(admin):
    """Forty contacts of which thirty hold the common word, one the rare one."""
    texts = [f"请给我开票据{n}" for n in range(30)]
    texts += [f"账单对不上{n}" for n in range(9)] + ["他们在蓝鲸广场摆摊"]
    read_contacts([receive(text, by=admin).contact_id for text in texts])


def add(admin, term):
    return drafts.save_term(LexTerm(group="MEDIA", term=term, weight=3), by=admin)


def newest():
    return LexVersion.objects.in_force()


def text(response):
    return response.content.decode()


def test_a_common_term_is_not_released_without_a_word(admin):
    add(admin, COMMON)

    with pytest.raises(WideError) as refused:
        drafts.release(by=admin)

    effect = refused.value.effect
    assert (effect.texts, effect.raised) == (40, 30)
    assert [(cause.name, cause.texts) for cause in effect.causes] == [(COMMON, 30)]
    assert newest().number == 1


def test_an_ordinary_draft_is_released_and_keeps_its_effect(admin):
    add(admin, RARE)

    made = drafts.release(by=admin)

    assert made.number == 2
    assert made.effect["raised"] == 1
    assert made.effect["reason"] == ""


def test_with_a_reason_it_is_released_and_the_reason_is_kept(admin):
    add(admin, COMMON)

    made = drafts.release(
        by=admin, agreed=Agreement("票据专项检查", frozenset({f"terms/MEDIA/{COMMON}"}))
    )

    assert (made.number, made.released_by) == (2, admin)
    assert (made.effect["reason"], made.effect["raised"]) == ("票据专项检查", 30)


def test_the_share_is_a_setting(admin, settings):
    settings.LEXICON_WIDE_SHARE = 0.9
    add(admin, COMMON)

    assert drafts.release(by=admin).number == 2


def test_the_page_names_the_terms_and_asks_for_a_tick_and_a_reason(client, admin):
    add(admin, COMMON)

    first = client.post(URL, {"note": "试点"})
    named = {"named": [f"terms/MEDIA/{COMMON}"], "note": "试点"}
    unticked = client.post(URL, named | {"reason": "票据专项检查"})
    unexplained = client.post(URL, named | {"sure": "1", "reason": "  "})
    before = newest().number
    made = client.post(URL, named | {"sure": "1", "reason": "票据专项检查"})

    assert [each.status_code for each in (first, unticked, unexplained)] == [409] * 3
    assert (before, made.status_code, newest().number) == (1, 302, 2)
    page = text(first)
    assert f"<b>{COMMON}</b>" in page
    assert "75.0%" in page
    assert 'name="sure"' in page
    assert 'value="票据专项检查"' in text(unticked)


def test_a_term_that_came_since_is_asked_for_again(client, admin):
    add(admin, COMMON)
    client.post(URL)
    add(admin, "账单")

    again = client.post(URL, {"named": [f"terms/MEDIA/{COMMON}"], "sure": "1", "reason": "试点"})

    assert again.status_code == 409
    assert newest().number == 1


def test_effect_and_reason_stand_on_the_pages(client, admin):
    add(admin, COMMON)
    dry = text(client.get(reverse("sentiment:lexicon_dry_run"), headers={"HX-Request": "true"}))
    client.post(URL, {"named": [f"terms/MEDIA/{COMMON}"], "sure": "1", "reason": "票据专项检查"})

    listed = text(client.get(reverse("sentiment:lexicon_versions")))
    shown = text(client.get(reverse("sentiment:lexicon_version", args=[2])))

    assert f"<b>{COMMON}</b>" in dry
    assert "75.0%" in dry
    assert "75.0%" in listed
    assert "票据专项检查" in shown


def test_a_discarded_draft_leaves_no_term_that_was_never_released(admin):
    run = Discovery.objects.create(days=7, started_at=newest().created_at, status=Discovery.DONE)
    word = NewWord.objects.create(
        word=RARE, discovery=run, count=9, texts=9, cohesion=3, left=2, right=2, score=1,
        state=NewWord.ADDED, decided_by=admin,
    )  # fmt: skip
    add(admin, RARE)
    drafts.set_active(add(admin, "白鲸广场"), active=False, by=admin)

    drafts.discard_draft(by=admin)

    assert not LexTerm.objects.filter(term__endswith="广场").exists()
    word.refresh_from_db()
    assert (word.state, word.decided_by) == (NewWord.OPEN, None)


def test_a_released_term_stays_retired_when_it_goes(admin):
    term = add(admin, RARE)
    drafts.release(by=admin)
    drafts.set_active(term, active=False, by=admin)
    drafts.release(by=admin)

    drafts.discard_draft(by=admin)

    assert LexTerm.objects.get(term=RARE).active is False

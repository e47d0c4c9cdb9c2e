"""Strings that look like words are proposed; a person adds or dismisses them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import Category, Contact
from sentiment import tasks
from sentiment.models import Discovery, LexTerm, NewWord, Reading
from sentiment.services import load_lexicon, new_words, read_contacts
from tests.factories import UserFactory, receive
from tests.sentiment.engine.test_wording import said_with

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
WORD = "蓝鲸魔盒"
PAGE = "/language/words/new/"


@pytest.fixture
def admin(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def say(texts, *, days_ago=1):
    by = UserFactory()
    at = timezone.now() - timedelta(days=days_ago)
    ids = [receive(text, by=by, occurred_at=at).contact_id for text in texts]
    read_contacts(ids)


def search(by, days=30):
    found = new_words.start_search(days, by=by)
    tasks.find_words(found.pk)
    found.refresh_from_db()
    return found


def proposed():
    return set(NewWord.objects.filter(state=NewWord.OPEN).values_list("word", flat=True))


def test_a_search_proposes_what_is_often_said_and_nowhere_listed(admin):
    load_lexicon()
    say(said_with(WORD, 30))
    say(said_with(WORD, 2, seed=3), days_ago=40)

    done = search(admin)

    word = NewWord.objects.get(word=WORD)
    assert (done.status, done.texts, done.read_texts) == (Discovery.DONE, 30, 30)
    assert done.done_steps == done.total_steps
    assert (word.texts, word.before, word.discovery) == (30, 2, done)


def test_words_of_the_draft_and_decided_ones_are_not_proposed(admin):
    say([*said_with(WORD, 30), *said_with("海螺飞毯", 30, seed=5)])
    LexTerm.objects.create(group="MEDIA", term="海螺飞毯", weight=2, active=False)
    first = search(admin)
    new_words.dismiss_word(NewWord.objects.get(word=WORD), by=admin)

    second = search(admin)

    assert (first.found > 0, WORD in proposed(), "海螺飞毯" in proposed()) == (True, False, False)
    assert second.status == Discovery.DONE
    assert NewWord.objects.get(word=WORD).state == NewWord.DISMISSED


def test_templates_of_notes_are_not_proposed(admin, monkeypatch):
    monkeypatch.setattr("sentiment.domain.boilerplate.FEWEST", 30)
    matters = [*said_with(WORD, 12), *said_with("海螺飞毯", 12, seed=5), *said_with("", 12, seed=9)]
    say([f"沙鸥专线，{text}" for text in matters])
    for number, code in enumerate(("FEE02", "SVC02", "SYS01")):
        first = 12 * number
        some = list(Reading.objects.order_by("pk").values_list("pk", flat=True)[first : first + 12])
        Reading.objects.filter(pk__in=some).update(category=code)

    search(admin)

    assert {WORD, "海螺飞毯"} <= proposed()
    assert "沙鸥专线" not in proposed()


def test_names_of_the_taxonomy_and_words_made_of_known_ones_are_not_proposed(admin):
    say([*said_with(WORD, 30), *said_with("催收骚扰", 30, seed=6)])
    Category.objects.filter(code="FEE02").update(name_zh="海螺飞毯")
    say(said_with("海螺飞毯", 30, seed=8))

    search(admin)

    assert WORD in proposed()
    assert "海螺飞毯" not in proposed()
    assert "催收骚扰" not in proposed()


def test_our_own_answers_are_not_searched(admin):
    say(said_with(WORD, 30))
    Contact.objects.update(direction=Contact.OUT)

    assert search(admin).texts == 0


def test_of_many_texts_every_so_many_th_is_read(admin, monkeypatch):
    say(said_with(WORD, 40))
    monkeypatch.setattr(new_words, "MOST_TEXTS", 10)

    done = search(admin)

    assert done.texts == 40
    assert 5 <= done.read_texts <= 15


def test_there_is_one_search_at_a_time_and_a_dead_one_gives_way(admin):
    new_words.start_search(7, by=admin)
    with pytest.raises(new_words.BusyError):
        new_words.start_search(7, by=admin)
    Discovery.objects.update(started_at=timezone.now() - timedelta(hours=1))

    new_words.start_search(7, by=admin)

    statuses = Discovery.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [Discovery.FAILED, Discovery.RUNNING]


def test_a_search_nobody_began_is_begun_by_the_sweep(admin):
    lost = new_words.start_search(7, by=admin)
    assert new_words.abandoned() == []

    Discovery.objects.update(started_at=timezone.now() - timedelta(minutes=5))

    assert new_words.abandoned() == [lost.pk]


def test_running_a_search_twice_is_harmless(admin):
    done = search(admin)

    new_words.find_words(done.pk)

    assert Discovery.objects.get().finished_at == done.finished_at


def test_a_word_goes_into_the_draft_with_group_and_weight(client, admin):
    say(said_with(WORD, 30))
    search(admin)
    word = NewWord.objects.get(word=WORD)
    url = reverse("sentiment:new_word", args=[word.pk])
    given = {"term": WORD, "group": "MEDIA", "weight": "4", "kind": "word", "note": "新平台"}

    form = client.get(url, headers=HTMX).content.decode()
    response = client.post(url, given, headers=HTMX)

    assert f'value="{WORD}"' in form
    assert "words" in response["HX-Trigger"]
    term = LexTerm.objects.get(term=WORD)
    assert (term.group, term.weight, term.note, term.changed_by) == ("MEDIA", 4, "新平台", admin)
    word.refresh_from_db()
    assert (word.state, word.decided_by) == (NewWord.ADDED, admin)


def test_a_refused_term_leaves_the_word_open(client, admin):
    say(said_with(WORD, 30))
    search(admin)
    word = NewWord.objects.get(word=WORD)
    given = {"term": "", "group": "MEDIA", "weight": "4", "kind": "word"}

    response = client.post(reverse("sentiment:new_word", args=[word.pk]), given, headers=HTMX)

    word.refresh_from_db()
    assert (response.status_code, word.state) == (422, NewWord.OPEN)


def test_a_dismissed_word_can_be_proposed_again(client, admin):
    say(said_with(WORD, 30))
    search(admin)
    url = reverse("sentiment:dismiss_word", args=[NewWord.objects.get(word=WORD).pk])

    client.post(url, headers=HTMX)
    gone = WORD not in proposed()
    listed = WORD in client.get(PAGE, {"state": "dismissed"}).content.decode()
    client.post(url, {"back": "1"}, headers=HTMX)

    assert (gone, listed, WORD in proposed()) == (True, True, True)


def test_the_page_starts_a_search_and_says_when_one_is_under_way(client, admin):
    client.post(reverse("sentiment:new_words_start"), {"days": "7"})
    again = client.post(reverse("sentiment:new_words_start"), {"days": "7"}, follow=True)

    assert Discovery.objects.get().days == 7
    assert 'hx-trigger="every 2s' in again.content.decode()


def test_officers_look_and_others_find_nothing(client):
    client.force_login(UserFactory(officer=True))
    page = client.get(PAGE)
    refused = client.post(reverse("sentiment:new_words_start"), {"days": "7"})
    client.force_login(UserFactory(supervisor=True))

    assert (page.status_code, refused.status_code) == (200, 404)
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("words", [1, 20])
def test_the_list_costs_the_same_however_long_it_is(
    client, admin, django_assert_num_queries, words
):
    run = Discovery.objects.create(days=7, started_at=timezone.now(), status=Discovery.DONE)
    for number in range(words):
        NewWord.objects.create(
            word=f"词{number}", discovery=run, count=9, texts=9, cohesion=3, left=2, right=2,
            score=number, decided_by=admin,
        )  # fmt: skip

    with django_assert_num_queries(5):
        client.get(PAGE, headers=HTMX)


def test_readings_stay_as_they_are(admin):
    say(said_with(WORD, 30))
    before = list(Reading.objects.values_list("pk", "read_at"))

    search(admin)

    assert list(Reading.objects.values_list("pk", "read_at")) == before


def test_when_the_search_is_over_the_list_hears_of_it(client, admin):
    run = new_words.start_search(7, by=admin)
    running = client.get(PAGE, {"part": "search"}, headers=HTMX)
    tasks.find_words(run.pk)

    over = client.get(PAGE, {"part": "search"}, headers=HTMX)

    assert "HX-Trigger" not in running
    assert "words" in over["HX-Trigger"]

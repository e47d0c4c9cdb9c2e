"""The assist beside the form."""

import itertools

import pytest
from django.urls import reverse

from complaints.models import Complaint, Contact
from insights.hints import hints
from insights.marks import marks
from sentiment.engine import Span
from sentiment.services import read_contacts
from tests.complaints.intake.conftest import WORDS
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
URL = "/insights/assist/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ask(desk):
    return lambda **fields: desk.post(URL, {"text": WORDS} | fields, headers=HTMX)


def test_a_threat_brings_category_emotion_marks_and_a_score_that_adds_up(ask):
    answer = ask().context

    assert [it.pct for it in answer["categories"]] == sorted(
        (it.pct for it in answer["categories"]), reverse=True
    )
    assert answer["emotion"].polarity_share > 0.5
    assert {mark["kind"] for mark in answer["assist"]["page"]["marks"]} >= {"risk", "fact"}
    assert sum(part.points for part in answer["risk"].parts) == answer["risk"].score > 0


def test_marks_count_letters_not_code_units_and_never_overlap(ask):
    text = "😡😡客服骗我，我要打12378投诉！"

    page = ask(text=text).context["assist"]["page"]["marks"]

    risk = next(mark for mark in page if mark["kind"] == "risk")
    assert text[risk["start"] : risk["end"]] == "12378"
    assert all(one["end"] <= two["start"] for one, two in itertools.pairwise(page))


def test_line_ends_of_a_browser_do_not_shift_the_marks(ask):
    text = "第一行\r\n第二行\r\n我要打12378投诉"

    page = ask(text=text).context["assist"]["page"]["marks"]

    risk = next(mark for mark in page if mark["kind"] == "risk")
    assert text.replace("\r\n", "\n")[risk["start"] : risk["end"]] == "12378"


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_typed_nothing_said(ask, text):
    answer = ask(text=text)

    assert answer.status_code == 200
    assert "assist" not in answer.context


@pytest.mark.parametrize(
    "text", ["a", "\x00\ud800".encode("utf-8", "replace").decode(), "很" * 150_000, "😡" * 5000]
)
def test_odd_texts_do_not_break_it(ask, text):
    assert ask(text=text).status_code == 200


def test_a_chosen_category_is_judged_instead_of_the_guess(ask):
    guessed, chosen = ask().context["risk"].score, ask(category="SAF01").context["risk"].score

    assert chosen > guessed


def test_amount_and_demands_of_the_text_are_suggested_not_filled(ask):
    suggested = {(it.field, it.value): it.on for it in ask().context["fills"]}

    assert suggested["amount", "96.00"] is False
    assert suggested["business_line", "CREDIT"] is False


def test_an_accepted_suggestion_stays_and_shows_as_accepted(ask):
    suggested = {(it.field, it.value): it.on for it in ask(amount="96").context["fills"]}

    assert suggested["amount", "96.00"] is True


def test_the_channel_registered_last_is_suggested(ask, register):
    register(channel="CHAT_ONLINE")

    assert ("channel", "CHAT_ONLINE") in [(it.field, it.value) for it in ask().context["fills"]]


def test_every_suggestion_says_where_it_comes_from(ask, register, agent):
    register(channel="CHAT_ONLINE", product="白金卡", caller_shown="13812345678")
    again = {"text": WORDS + "白金卡", "caller_shown": "13812345678"}

    sources = {it.field: it.source for it in ask(**again).context["fills"]}

    assert sources == {
        "demands": "来自正文", "amount": "来自正文", "business_line": "来自正文",
        "channel": "沿用您上次登记", "product": "此前投诉过，正文提到",
    }  # fmt: skip


def test_a_title_in_chinese_brackets_is_a_product(ask):
    fills = ask(text="我买了《稳赢三号理财》，说保本，现在亏了一半").context["fills"]

    assert ("product", "稳赢三号理财") in [(it.field, it.value) for it in fills]


def test_the_persons_own_case_is_found_by_the_number_behind_the_mask(ask, agent):
    case = complaint(WORDS, by=agent, phone="13812345678")

    (found,) = ask(caller_shown="138****5678", caller="13812345678").context["suspects"]

    assert (found.complaint, found.may_join) == (case, True)


def test_of_a_strangers_case_at_a_colleagues_the_title_is_not_shown(ask):
    complaint(WORDS, by=UserFactory(), title="绝密标题")
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))

    page = ask().content.decode()

    case = Complaint.objects.get()
    assert case.reference in page
    assert "绝密标题" not in page
    assert reverse("complaints:detail", args=[case.reference]) not in page


def test_what_the_form_answers_is_not_asked_again():
    asked = hints(["AMOUNT", "WHEN", "UNKNOWN_CODE"], answered={"AMOUNT"})

    assert [hint.code for hint in asked] == ["WHEN"]


def test_risk_marks_win_where_kinds_overlap():
    spans = [Span(0, 4, "emotion", "ANGER", 1), Span(2, 6, "risk", "MEDIA", 3)]

    assert [(mark["kind"], mark["ref"]) for mark in marks(spans)] == [("risk", "1")]


def test_without_scripts_the_whole_page_comes_back_with_the_reading(desk, typed):
    page = desk.post(URL, typed())

    assert page.templates[0].name == "complaints/intake.html"
    assert page.context["risk"].score > 0
    assert WORDS in page.content.decode()


def test_a_stranger_is_read_nothing(client):
    assert client.post(URL, {"text": WORDS}).status_code == 302


@pytest.mark.parametrize("rows", [1, 20])
def test_the_assist_costs_the_same_however_many_are_alike(
    ask, agent, rows, django_assert_num_queries
):
    for _ in range(rows):
        complaint(WORDS, by=agent)
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))
    ask()  # reads the frequencies of tokens, kept for ten minutes

    with django_assert_num_queries(15):
        ask()

"""Contacts are read once each, in batches, with the lexicon in force."""

import pytest

from complaints.models import Contact
from outbox.models import OutboxEvent
from sentiment.engine import read
from sentiment.models import LexVersion, Reading
from sentiment.services import current_engine, load_lexicon, read_contacts
from sentiment.templatetags.sentiment import marked
from tests.factories import UserFactory, receive

pytestmark = pytest.mark.django_db
QUERIES = 12  # contacts, readings held, versions, categories, corrections, readings, facts


def read_all() -> None:
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))


def test_every_contact_has_one_reading_however_often_it_is_read():
    receive("客服态度恶劣，我要打12315投诉！")
    receive("想咨询一下信用卡怎么还款")

    read_all()
    read_all()

    assert Reading.objects.count() == 2
    assert set(Reading.objects.values_list("polarity", flat=True)) == {"negative", "neutral"}


def test_reading_a_batch_gives_what_the_engine_gives():
    receipt = receive()

    read_all()

    reading = Reading.objects.get(contact=receipt.contact_id)
    seen = read([reading.contact.text])[0]
    assert (reading.emotion, reading.polarity) == (seen.emotion, seen.polarity)
    assert reading.detail["evidence"] == seen.as_dict()["evidence"]


def test_a_reading_is_told_on():
    receive()

    read_all()

    assert OutboxEvent.objects.filter(kind="ContactRead").count() == 1


@pytest.mark.parametrize("contacts", [1, 20])
def test_reading_many_costs_what_reading_one_costs(contacts, django_assert_num_queries):
    user = UserFactory()
    for _ in range(contacts):
        receive(by=user)
    current_engine()  # loaded once per process

    with django_assert_num_queries(QUERIES):
        read_all()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("年费", 1),
        ("费", 1),
        ("年费扣", 0),
        ("ＡＰＰ", 1),
        ("12315", 1),
        ("退货", 0),
        ("", 0),
        ("'&|", 0),
    ],
)
def test_two_characters_find_a_text_and_odd_ones_do_no_harm(words, found):
    receive("APP里看到年费，我要打12315")
    read_all()

    assert Reading.objects.containing(words).count() == found


def test_the_lexicon_is_loaded_once():
    load_lexicon()
    load_lexicon()

    assert list(LexVersion.objects.values_list("number", flat=True)) == [1]
    assert current_engine().read([""])[0].lexicon_version == "lex-1"


def test_evidence_is_marked_and_numbers_are_masked():
    receive("13812345678说再不解决就找记者曝光")
    read_all()
    reading = Reading.objects.get()

    pieces = marked(reading.contact.text, reading)

    assert "".join(piece.text for piece in pieces).startswith("138****5678")
    assert {"记者", "曝光"} <= {piece.text for piece in pieces if piece.kind == "risk"}


def test_the_numbers_of_the_risk_panel_stand_at_their_words_each_once():
    receive("再不解决就找记者曝光，我要打12315投诉")
    read_all()
    reading = Reading.objects.get()
    at = reading.contact.text.index("记者")
    own = {(reading.pk, at, at + 2): 1, (reading.pk, at - 1, at + 4): 2, (999, 0, 2): 3}

    pieces = marked(reading.contact.text, reading, own)

    numbered = [(piece.text, piece.numbers) for piece in pieces if piece.numbers]
    assert numbered == [("找记者曝光", (1, 2))]
    assert "".join(piece.text for piece in pieces) == reading.contact.text


def test_a_number_without_a_span_of_its_own_is_marked_all_the_same():
    receive("我想咨询一下退款什么时候能到账")
    read_all()
    reading = Reading.objects.get()

    pieces = marked(reading.contact.text, reading, {(reading.pk, 2, 4): 1})

    assert [(p.text, p.kind) for p in pieces if p.numbers] == [("咨询", "risk")]


def test_nobody_reads_what_they_may_not_see():
    receive()
    read_all()

    assert not Reading.objects.visible_to(UserFactory())
    assert Reading.objects.visible_to(UserFactory(officer=True)).count() == 1

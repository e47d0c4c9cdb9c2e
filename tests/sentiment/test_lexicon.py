"""The lexicon as a draft, its release through the gate, and the way back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.models import Complaint, Contact
from insights.assist import assist
from insights.typed import Typed
from sentiment.domain.gate import GateError
from sentiment.models import LexCombo, LexTerm, LexVersion, Reading
from sentiment.services import current_engine, drafts, engines, gate, load_lexicon, read_contacts
from sentiment.services import lexicon as in_force
from tests.factories import UserFactory, receive

pytestmark = pytest.mark.django_db
TEXT = "我要去蓝鲸广场说说这件事"


@pytest.fixture(autouse=True)
def fresh():
    """Numbers of versions come again in every test, so nothing built for one may stay."""
    engines._engine.cache_clear()
    in_force.limited_terms.cache_clear()
    load_lexicon()
    yield
    engines._engine.cache_clear()
    in_force.limited_terms.cache_clear()


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


def add(admin, term="蓝鲸广场", **fields):
    row = LexTerm(**{"group": "MEDIA", "term": term, "weight": 4} | fields)
    return drafts.save_term(row, by=admin)


def groups(text=TEXT):
    return current_engine().read([text])[0].groups


def read(text=TEXT, **fields):
    receipt = receive(text, **fields)
    read_contacts([receipt.contact_id])
    return Reading.objects.get(contact=receipt.contact_id)


def test_the_seeds_are_the_first_version_with_their_whole_content():
    first = LexVersion.objects.get()

    assert first.number == 1
    assert len(first.content["terms"]) == LexTerm.objects.count() > 600
    assert drafts.draft_changes() == []


def test_an_edit_changes_nothing_that_is_read_before_its_release(admin):
    add(admin)

    assert groups() == {}
    assert [(c.kind, c.row["term"]) for c in drafts.draft_changes()] == [("added", "蓝鲸广场")]


def test_a_release_is_the_next_version_and_reads_at_once(admin):
    add(admin)

    made = drafts.release(by=admin, note="一个新平台")

    assert (made.number, made.note, made.released_by) == (2, "一个新平台", admin)
    assert made.gate["precision"] >= 0.9
    assert made.gate["recall"] >= 0.9
    assert groups() == {"MEDIA": 4}
    assert current_engine().read([TEXT])[0].lexicon_version == "lex-2"
    assert drafts.draft_changes() == []


def test_nothing_is_released_without_a_change(admin):
    with pytest.raises(drafts.NothingToReleaseError):
        drafts.release(by=admin)

    assert LexVersion.objects.count() == 1


def test_a_draft_that_cries_at_everything_is_not_released(admin):
    add(admin, "的", weight=5)
    add(admin, "我", group="LEGAL", weight=5)

    with pytest.raises(GateError) as refused:
        drafts.release(by=admin)

    assert refused.value.gate.precision < 0.9
    assert len(refused.value.gate.failures) > 20
    assert LexVersion.objects.count() == 1
    assert groups() == {}


def test_a_draft_that_forgets_a_group_is_not_released(admin):
    for group in ("SAFETY", "MEDIA"):
        LexTerm.objects.filter(group=group).update(active=False)

    with pytest.raises(GateError) as refused:
        drafts.release(by=admin)

    assert refused.value.gate.recall < 0.9


def test_a_retired_term_is_gone_after_the_release_and_can_come_back(admin):
    row = LexTerm.objects.get(group="MEDIA", term="焦点访谈")
    drafts.set_active(row, active=False, by=admin)
    assert "MEDIA" in groups("我要找焦点访谈")

    drafts.release(by=admin)
    gone = groups("我要找焦点访谈")
    drafts.set_active(row, active=True, by=admin)
    drafts.release(by=admin)

    assert gone == {}
    assert "MEDIA" in groups("我要找焦点访谈")
    assert LexVersion.objects.in_force().number == 3


def test_going_back_is_a_new_version_with_the_old_content_at_once(admin):
    add(admin)
    drafts.release(by=admin)

    made = drafts.restore(1, by=admin)

    assert (made.number, made.restores.number) == (3, 1)
    assert made.content == LexVersion.objects.get(number=1).content
    assert groups() == {}
    assert drafts.draft_changes() == []
    assert LexTerm.objects.get(term="蓝鲸广场").active is False


def test_a_version_without_its_content_can_not_come_back(admin):
    LexVersion.objects.create(number=2)

    with pytest.raises(LexVersion.DoesNotExist):
        drafts.restore(2, by=admin)


def test_every_version_keeps_its_terms_whatever_is_edited_later(admin):
    add(admin)
    drafts.release(by=admin)
    row = LexTerm.objects.get(term="蓝鲸广场")
    row.weight = 2
    drafts.save_term(row, by=admin)
    drafts.release(by=admin)

    kept = {v.number: v.content for v in LexVersion.objects.all()}

    weights = {
        number: [row["weight"] for row in content["terms"] if row["term"] == "蓝鲸广场"]
        for number, content in kept.items()
    }
    assert weights == {1: [], 2: [4], 3: [2]}


def test_a_draft_thrown_away_is_what_is_in_force(admin):
    add(admin)
    row = LexTerm.objects.get(group="MEDIA", term="曝光")
    row.weight = 1
    drafts.save_term(row, by=admin)
    combo = LexCombo.objects.get(pk="C01")
    drafts.set_active(combo, active=False, by=admin)

    thrown = drafts.discard_draft(by=admin)

    assert thrown == 3
    assert drafts.draft_changes() == []
    row.refresh_from_db()
    combo.refresh_from_db()
    assert (row.weight, combo.active) == (4, True)
    assert not LexTerm.objects.filter(term="蓝鲸广场").exists()


def test_a_changed_combination_counts_after_the_release(admin):
    combo = LexCombo.objects.get(pk="C20")
    combo.rule = combo.rule | {"floor": "HIGH"}
    drafts.save_combo(combo, by=admin)

    [change] = drafts.draft_changes()
    drafts.release(by=admin)

    assert change.fields == [("floor", "SENSITIVE", "HIGH")]
    seen = current_engine().read(["我是人大代表，我会让媒体曝光"])[0]
    assert [c.floor for c in seen.combos if c.code == "C20"] == ["HIGH"]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 0, True), (-5, 5, True), (1, None, False), (None, -1, False),
        (None, 0, True), (-3, None, True),
    ],
)  # fmt: skip
def test_a_term_counts_on_the_days_it_is_valid(admin, start, end, found):
    today = timezone.localdate()
    days = [today + timedelta(days=n) if n is not None else None for n in (start, end)]
    add(admin, valid_from=days[0], valid_to=days[1])
    drafts.release(by=admin)

    assert ("MEDIA" in read().detail["groups"]) is found


def test_a_contact_is_read_with_the_terms_of_its_own_day(admin):
    last = timezone.localdate() - timedelta(days=30)
    add(admin, valid_to=last)
    drafts.release(by=admin)

    old = read(occurred_at=timezone.now() - timedelta(days=40))
    new = read()

    assert "MEDIA" in old.detail["groups"]
    assert "MEDIA" not in new.detail["groups"]


def test_a_term_of_a_business_line_counts_only_there(admin):
    add(admin, lines=["CREDIT"])
    drafts.release(by=admin)
    credit = receive(TEXT, business_line="CREDIT")
    other = receive(TEXT, business_line="LOAN", by=admin)
    unknown = receive(TEXT, by=admin)

    read_contacts([r.contact_id for r in (credit, other, unknown)])

    found = {r.contact_id: "MEDIA" in r.detail["groups"] for r in Reading.objects.all()}
    assert Complaint.objects.get(pk=credit.complaint_id).business_line_id == "CREDIT"
    assert found == {credit.contact_id: True, other.contact_id: False, unknown.contact_id: False}


def test_a_term_of_a_channel_group_counts_only_there(admin):
    add(admin, channels=["VOICE"])
    drafts.release(by=admin)

    phone = read(channel="PHONE_HOTLINE")
    chat = read(channel="CHAT_ONLINE")

    assert Contact.objects.get(pk=chat.pk).channel.group == "TEXT"
    assert ("MEDIA" in phone.detail["groups"], "MEDIA" in chat.detail["groups"]) == (True, False)


def test_the_dry_run_counts_what_the_latest_texts_gain_and_lose(admin):
    read("我要去蓝鲸广场说说这件事，你们太过分了")
    read("请给我开发票")
    add(admin)
    row = LexTerm.objects.get(group="MEDIA", term="焦点访谈")
    read("我要找焦点访谈")
    drafts.set_active(row, active=False, by=admin)

    dry = gate.dry_run(admin)

    assert dry.texts == 3
    assert [(m.code, m.now, m.gained, m.lost) for m in dry.flags] == [("MEDIA_THREAT", 1, 1, 1)]
    assert sorted((c.gained, c.lost) for c in dry.changed) == [
        ([], ["MEDIA_THREAT"]),
        (["MEDIA_THREAT"], []),
    ]
    assert LexVersion.objects.count() == 1


def test_the_dry_run_shows_only_what_one_may_see(admin):
    read()
    add(admin)

    assert gate.dry_run(UserFactory()).texts == 0


def test_a_term_can_not_end_before_it_begins(admin):
    with pytest.raises(IntegrityError), transaction.atomic():
        add(admin, valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))


def test_the_assist_reads_with_the_terms_of_the_line_and_channel_typed(admin):
    receive()
    add(admin, lines=["CREDIT"], channels=["VOICE"])
    drafts.release(by=admin)
    typed = Typed(TEXT, channel="PHONE_HOTLINE", business_line="CREDIT")

    found = [
        "MEDIA" in assist(each, user=admin, now=timezone.now()).seen.groups
        for each in (typed, replace(typed, channel="EMAIL"), replace(typed, business_line=""))
    ]

    assert found == [True, False, False]

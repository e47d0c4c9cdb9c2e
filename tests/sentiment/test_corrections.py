"""判断有误: a person's word stands above the machine's, at once and for good."""

import pytest
from django.test import Client
from django.urls import reverse

from alerts.services.risk import assess_risks
from complaints.models import Complaint, Contact
from outbox.models import OutboxEvent
from profiling.history import histories
from sentiment.domain.corrections import CorrectionError, machine_said
from sentiment.engine import read
from sentiment.models import Correction, Reading
from sentiment.services import correct, note_against, read_contacts, undo
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
CALM = {"emotion": "CALM", "polarity": "neutral", "intensity": "1.0"}


@pytest.fixture
def officer():
    return UserFactory(officer=True)


@pytest.fixture
def reading():
    complaint()
    return read_all()


def read_all() -> Reading:
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))
    return Reading.objects.get()


@pytest.mark.parametrize(
    ("field", "value", "column", "shown"),
    [
        ("emotion", "HELPLESS", "emotion", "HELPLESS"),
        ("polarity", "positive", "polarity", "positive"),
        ("intensity", "1.5", "intensity", 1.5),
        ("kind", "REPORT", "kind", "REPORT"),
        ("category", "FEE02", "category_id", "FEE02"),
        ("demands", "FACT_REFUND,EMO_APOLOGY", "demands", ["EMO_APOLOGY", "FACT_REFUND"]),
        ("flags", "MEDIA", "flags", ["MEDIA"]),
    ],
)
def test_what_a_person_says_counts_and_stays_when_it_is_read_again(
    reading, officer, field, value, column, shown
):
    said = machine_said(reading.detail)[field]

    kept = correct(reading, field=field, value=value, by=officer)
    again = read_all()

    assert (kept.before, kept.by, again.corrected) == (said, officer, [field])
    assert getattr(again, column) == shown
    assert machine_said(again.detail)[field] == said


def test_a_corrected_category_is_confirmed_on_the_complaint_and_taken_back_with_it(
    reading, officer
):
    suggested = reading.category_id
    kept = correct(reading, field="category", value="FEE02", by=officer)
    confirmed = Complaint.objects.get().category_id

    undo(kept, by=officer)

    reading.refresh_from_db()
    assert (confirmed, Complaint.objects.get().category_id) == ("FEE02", None)
    assert (reading.category_id, reading.corrected) == (suggested, [])


def test_undoing_names_who_did_it_and_leaves_the_machines_word(reading, officer):
    said = reading.emotion
    kept = correct(reading, field="emotion", value="SATISFIED", by=officer)

    undo(kept, by=officer)

    kept.refresh_from_db()
    reading.refresh_from_db()
    assert (reading.emotion, kept.undone_by) == (said, officer)
    assert read_all().emotion == said


def test_the_newer_word_replaces_the_older_one(reading, officer):
    other = UserFactory(officer=True)
    correct(reading, field="emotion", value="SATISFIED", by=officer)

    correct(reading, field="emotion", value="SAD", by=other)

    [kept] = Correction.objects.in_force()
    assert (kept.after, kept.by) == ("SAD", other)
    assert Correction.objects.count() == 2


def test_saying_what_the_machine_says_is_no_correction(reading, officer):
    correct(reading, field="emotion", value="SATISFIED", by=officer)

    kept = correct(
        reading, field="emotion", value=machine_said(reading.detail)["emotion"], by=officer
    )

    assert kept is None
    assert not Correction.objects.in_force()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("emotion", "FURY"), ("polarity", ""), ("intensity", "6"), ("intensity", "nan"),
        ("category", "FEE"), ("flags", "MEDIA,NOISE"), ("mood", "ANGER"),
    ],
)  # fmt: skip
def test_what_does_not_exist_can_not_be_said(reading, officer, field, value):
    with pytest.raises(CorrectionError):
        correct(reading, field=field, value=value, by=officer)

    assert not Correction.objects.exists()


def test_risk_and_portrait_see_the_corrected_emotion(reading, officer):
    assess_risks([reading.complaint_id])
    before = Complaint.objects.get().risk.intensity

    correct(reading, field="intensity", value="1.0", by=officer)
    correct(reading, field="emotion", value="CALM", by=officer)
    assess_risks([reading.complaint_id])

    case = Complaint.objects.get()
    [(_, history)] = histories([case.complainant], case.received_at)
    assert (case.risk.emotion, case.risk.intensity) == ("CALM", 1.0) != ("CALM", before)
    assert dict(history.contacts[0].emotion_p) == {"CALM": 1.0}


def test_the_portrait_sees_corrected_demands(reading, officer):
    correct(reading, field="demands", value="PROC_WRITTEN", by=officer)

    case = Complaint.objects.get()
    [(_, history)] = histories([case.complainant], case.received_at)

    assert history.contacts[0].demands == ("PROC_WRITTEN",)


def test_a_correction_is_told_on(reading, officer):
    before = OutboxEvent.objects.filter(kind="ContactRead").count()

    correct(reading, field="emotion", value="SAD", by=officer)

    assert OutboxEvent.objects.filter(kind="ContactRead").count() == before + 1


def test_what_was_said_while_registering_is_there_before_the_first_reading(officer):
    case = complaint()
    contact = case.contacts.get()
    seen = read([contact.text])[0]

    noted = note_against(contact.pk, seen, CALM | {"kind": "", "category": "?"}, by=officer)

    reading = read_all()
    assert noted == 3
    assert (reading.emotion, reading.polarity, reading.intensity) == ("CALM", "neutral", 1.0)
    assert set(Correction.objects.values_list("source", flat=True)) == {Correction.DESK}


def test_agreeing_with_the_machine_while_registering_is_no_correction(officer):
    contact = complaint().contacts.get()
    seen = read([contact.text])[0]

    assert note_against(contact.pk, seen, machine_said(seen.as_dict()), by=officer) == 0


def test_the_form_opens_in_place_and_gives_the_judgement_back(reading, officer):
    client = client_of(officer)
    url = reverse("sentiment:correct", args=[reading.pk, "emotion"])

    form = client.get(url, headers=HTMX).content.decode()
    line = client.post(url, {"value": "HELPLESS"}, headers=HTMX).content.decode()

    assert "<form" in form
    assert "autofocus" in form
    assert f'id="j-{reading.pk}-emotion"' in line
    assert "autofocus" in line
    assert str(officer) in line


def test_a_value_that_does_not_exist_is_said_beside_the_field(reading, officer):
    url = reverse("sentiment:correct", args=[reading.pk, "emotion"])

    response = client_of(officer).post(url, {"value": "FURY"}, headers=HTMX)

    assert response.status_code == 422
    assert "sj-f-err" in response.content.decode()


def test_taking_back_gives_the_machines_judgement(reading, officer):
    client = client_of(officer)
    correct(reading, field="emotion", value="SATISFIED", by=officer)

    line = client.post(reverse("sentiment:undo", args=[reading.pk, "emotion"]), headers=HTMX)

    assert reverse("sentiment:undo", args=[reading.pk, "emotion"]) not in line.content.decode()
    assert not Correction.objects.in_force()


def test_without_scripts_the_form_leads_back_to_the_complaint(reading, officer):
    url = reverse("sentiment:correct", args=[reading.pk, "intensity"])

    page = client_of(officer).get(url)
    response = client_of(officer).post(url, {"value": "2.0"})

    assert page.status_code == 200
    assert response["Location"] == reverse("complaints:detail", args=[reading.complaint.reference])


def test_who_may_not_see_the_complaint_corrects_nothing(reading):
    url = reverse("sentiment:correct", args=[reading.pk, "emotion"])
    client = client_of(UserFactory())

    answers = [client.get(url), client.post(url, {"value": "SAD"}), client.post(f"{url}undo/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not Correction.objects.exists()


def test_the_complaints_page_shows_who_corrected_what(reading, officer):
    correct(reading, field="emotion", value="SATISFIED", by=officer)

    page = (
        client_of(officer)
        .get(reverse("complaints:detail", args=[reading.complaint.reference]))
        .content.decode()
    )

    assert page.count('class="sj-judged-it') == 7
    assert page.count("sj-judged-it said") == 1
    assert reverse("sentiment:undo", args=[reading.pk, "emotion"]) in page


def test_the_parts_of_the_page_show_what_a_person_said(reading, officer):
    correct(reading, field="category", value="FEE02", by=officer)
    correct(reading, field="emotion", value="SAD", by=officer)
    url = reverse("complaints:detail", args=[reading.complaint.reference])
    client = client_of(officer)

    facts, timeline = (
        client.get(url, {"part": part}, headers=HTMX).content.decode()
        for part in ("facts", "timeline")
    )

    category = Complaint.objects.get().category
    assert f"{category.parent.name} › {category.name}" in facts
    assert "悲伤" in timeline
    assert "<html" not in facts + timeline


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client

"""From the filled form to a complaint."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from complaints.models import Complainant, Complaint, Contact, Draft, Promise
from complaints.services.drafts import save_draft
from tests.complaints.intake.conftest import WORDS
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
URL = "/complaints/new/"


def test_a_stranger_is_asked_to_log_in(client):
    response = client.get(URL)

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={URL}")


def test_an_empty_form_opens_with_a_draft_number_and_the_limits(desk):
    response = desk.get(URL)

    assert response.status_code == 200
    assert [limit.profile.pk for limit in response.context["limits"]] == ["FIN_NFRA.decide"]
    assert str(response.context["form"]["draft"].value()) in response.content.decode()


def test_a_filled_form_becomes_a_complaint_with_its_fields(register, agent):
    response = register(category="FEE02", business_line="CREDIT", amount="96.40", people="2")

    case = Complaint.objects.get()
    assert response.url == f"{URL}?done={case.reference}"
    assert (case.category_id, case.business_line_id, str(case.amount)) == (
        "FEE02",
        "CREDIT",
        "96.40",
    )
    assert (case.demands, case.people, case.registered_by) == (["FACT_REFUND"], 2, agent)


def test_the_next_page_says_the_number_for_the_caller(register, desk):
    done = register().url

    page = desk.get(done)

    assert Complaint.objects.get().reference in page.content.decode()


def test_the_number_of_somebody_elses_complaint_is_not_confirmed(desk):
    other = complaint(by=UserFactory())

    page = desk.get(URL, {"done": other.reference})

    assert page.context["done"] is None


def test_registering_leaves_it_unowned_and_taking_it_accepts_it(register, agent):
    register(then="leave")
    register(then="take")

    cases = Complaint.objects.order_by("pk").values_list("status", "owner")
    assert list(cases) == [("registered", None), ("accepted", agent.pk)]


def test_sent_twice_it_is_one_complaint(register):
    draft = uuid4()

    first, second = register(draft=draft), register(draft=draft)

    assert first.url == second.url
    assert Complaint.objects.count() == Contact.objects.count() == 1


def test_sent_twice_it_is_one_promise(register):
    draft, moment = uuid4(), (timezone.now() + timedelta(hours=2)).isoformat()

    register(draft=draft, promise=moment)
    register(draft=draft, promise=moment)

    assert [promise.due_at for promise in Promise.objects.all()] == [datetime.fromisoformat(moment)]


def test_a_second_tab_with_other_words_is_told_and_loses_nothing(register):
    draft = uuid4()
    register(draft=draft)

    response = register(draft=draft, text="另一个窗口里又写了一大段新的内容")

    assert response.status_code == 409
    assert response.context["registered"] == Complaint.objects.get().reference
    assert "另一个窗口里又写了一大段新的内容" in response.content.decode()


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        pytest.param({"text": ""}, "text", id="no text"),
        pytest.param({"text": " \n "}, "text", id="blank text"),
        pytest.param({"channel": ""}, "channel", id="no channel"),
        pytest.param({"channel": "PIGEON"}, "channel", id="unknown channel"),
        pytest.param({"demands": []}, "demands", id="no demand"),
        pytest.param({"category": "XXX99"}, "category", id="unknown category"),
        pytest.param({"amount": "-5"}, "amount", id="negative amount"),
        pytest.param({"people": "0"}, "people", id="nobody affected"),
        pytest.param({"promise": "2020-01-01T10:00:00+08:00"}, "promise", id="promise in the past"),
        pytest.param({"promise": "soon"}, "promise", id="promise that is no time"),
        pytest.param({"promise": "other"}, "promise", id="other time not given"),
        pytest.param({"text": "很" * 100_001}, "text", id="too long"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_stored(register, missing, field):
    response = register(**missing)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Complaint.objects.exists()


def test_a_refused_form_keeps_every_word(register):
    response = register(demands=[], product="标准金卡", amount="776.40")

    page = response.content.decode()
    assert [word in page for word in (WORDS, "标准金卡", "776.40", "13812345678")] == [True] * 4


def test_a_channel_from_the_list_stands_above_the_buttons(register):
    register(channel="PHONE_HOTLINE", channel_other="SOCIAL_WEIBO")

    assert Complaint.objects.get().channel_id == "SOCIAL_WEIBO"


def test_an_identity_number_is_no_phone_number(register):
    register(caller_shown="11010119900307123x")

    person = Complainant.objects.get()
    assert (person.phone, person.id_number) == ("", "11010119900307123X")


def test_the_number_behind_the_mask_is_the_one_that_counts(register):
    register(caller_shown="138****5678", caller="13812345678")

    assert Complainant.objects.get().phone == "13812345678"


def test_the_draft_is_gone_once_it_is_a_complaint(register, agent):
    draft = uuid4()
    save_draft(draft, {"text": ["半句"]}, by=agent, version=0)

    register(draft=draft)

    assert not Draft.objects.exists()


def test_a_contact_is_added_to_an_open_complaint_of_ones_own(register, agent):
    case = complaint(by=agent, phone="13812345678")

    response = register(join=case.reference)

    assert response.url.endswith(case.reference)
    assert (Complaint.objects.count(), case.contacts.count()) == (1, 2)


def test_nothing_is_added_to_a_complaint_one_may_not_see(register):
    case = complaint(by=UserFactory(), phone="13812345678")

    response = register(join=case.reference)

    assert (response.status_code, case.contacts.count()) == (422, 1)


def test_an_htmx_post_is_sent_on_and_a_refusal_brings_the_form_alone(desk, typed):
    headers = {"HX-Request": "true"}

    done = desk.post(URL, typed(), headers=headers)
    refused = desk.post(URL, typed(text=""), headers=headers)

    assert done["HX-Redirect"].startswith(f"{URL}?done=TS")
    assert refused.status_code == 422
    assert refused.content.decode().lstrip().startswith("<form")


def test_the_call_keeps_the_time_it_began(register):
    began = timezone.now() - timedelta(minutes=12)

    register(occurred_at=began.isoformat())

    assert abs(Complaint.objects.get().received_at - began) < timedelta(seconds=1)

import pytest
from django.urls import reverse

from complaints.models import Category
from complaints.services import classify
from complaints.services.reference_data import load_reference_data
from sentiment.models import Correction, EngineVersion, Reading
from sentiment.names import FLAGS
from sentiment.services import correct
from sentiment.services.compare import LONGEST, PER_MINUTE
from sentiment.services.versions import base_version
from tests.factories import UserFactory, complaint
from tests.journeys.world import work_off

pytestmark = pytest.mark.django_db
TEXT = "年费重复扣了96元，打了三次电话没人管，电话13812345678，再不退我就去12378。"


@pytest.fixture
def officer(client):
    user = UserFactory(officer=True)
    client.force_login(user)
    return user


def read_cases(count, by):
    for _ in range(count):
        complaint(TEXT, by=by)
    work_off()
    return list(Reading.objects.order_by("pk"))


@pytest.mark.parametrize("role", ["supervisor", "officer", "administrator"])
@pytest.mark.parametrize("page", ["overview", "compare"])
def test_those_who_lead_read_about_the_engine(client, role, page):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(reverse(f"sentiment:{page}")).status_code == 200


@pytest.mark.parametrize("page", ["overview", "compare"])
def test_agents_find_no_such_page(client, page):
    client.force_login(UserFactory())

    assert client.get(reverse(f"sentiment:{page}")).status_code == 404


def test_the_overview_names_the_version_that_is_active_now(client, officer):
    base = base_version()
    EngineVersion.objects.filter(pk=base.pk).update(status=EngineVersion.RETIRED)
    EngineVersion.objects.create(
        name="a7", kind=EngineVersion.ADAPTED, base=base.base, status=EngineVersion.ACTIVE
    )

    page = client.get(reverse("sentiment:overview"), headers={"Accept-Language": "en"})

    assert "a7 is active now" in page.content.decode()


def test_an_unknown_head_shows_the_first_one(client, officer):
    assert client.get(reverse("sentiment:overview"), {"head": "nothing"}).status_code == 200


def test_all_twelve_warning_signs_are_listed(client, officer):
    page = client.get(reverse("sentiment:overview"), {"head": "flags"})

    assert len(page.context["sheet"].classes) == 12
    assert str(FLAGS["SELF_HARM"]) in page.content.decode()


def test_the_category_tells_its_two_levels_apart(client, officer):
    load_reference_data()

    page = client.get(reverse("sentiment:overview"), {"head": "category"})

    sheet = page.context["sheet"]
    assert {len(line.figure.code) for line in sheet.classes} == {3}
    assert {len(each.figure.code) for group in sheet.groups for each in group.lines} == {5}


def test_htmx_gets_only_the_figures(client, officer):
    answer = client.get(reverse("sentiment:overview"), headers={"HX-Request": "true"})

    assert b"<html" not in answer.content
    assert b'id="heads"' in answer.content


def test_what_people_corrected_and_confirmed_is_shown_masked(client, officer):
    wrong, right = read_cases(2, officer)
    correct(wrong, field="polarity", value="neutral", by=officer)
    classify(right.complaint_id, category=right.category)

    page = client.get(reverse("sentiment:overview"))

    assert [len(page.context[name]) for name in ("wrong", "right")] == [1, 1]
    assert "138****5678" in page.content.decode()
    assert "13812345678" not in page.content.decode()


def test_a_category_chosen_for_the_case_is_an_example_with_its_source(client, officer):
    reading = read_cases(1, officer)[0]
    chosen = Category.objects.exclude(parent=reading.category.parent_id).exclude(parent=None)[0]
    classify(reading.complaint_id, category=chosen)

    page = client.get(reverse("sentiment:overview"), headers={"Accept-Language": "en"})

    [example] = page.context["wrong"]
    assert (example.told, example.truth) == (reading.category.name, chosen.name)
    assert "category chosen for the case" in page.content.decode()


def test_a_broader_category_chosen_for_the_case_is_no_mistake(client, officer):
    reading = read_cases(1, officer)[0]
    classify(reading.complaint_id, category=reading.category.parent)

    assert client.get(reverse("sentiment:overview")).context["wrong"] == []


def test_staff_is_not_named_in_the_examples(client, officer):
    complaint("客服张丽说年费96元不退，王经理也不管。", by=officer)
    work_off()
    correct(Reading.objects.get(), field="polarity", value="neutral", by=officer)

    text = client.get(reverse("sentiment:overview")).context["wrong"][0].text

    assert text == "客服张*说年费96元不退，*经理也不管。"


def test_a_supervisor_sees_only_examples_of_the_own_department(client):
    reading = read_cases(1, UserFactory())[0]
    correct(reading, field="polarity", value="neutral", by=UserFactory(officer=True))
    client.force_login(UserFactory(supervisor=True))

    page = client.get(reverse("sentiment:overview"))

    assert Correction.objects.count() == 1
    assert page.context["wrong"] == []


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_costs_the_same_however_many_examples(
    client, officer, rows, django_assert_num_queries
):
    for reading in read_cases(rows, officer):
        correct(reading, field="polarity", value="neutral", by=officer)
        classify(reading.complaint_id, category=reading.category)

    with django_assert_num_queries(10):
        client.get(reverse("sentiment:overview"))


def test_ours_and_snownlp_read_one_text_and_nothing_is_kept(client, officer):
    page = client.post(reverse("sentiment:compare"), {"text": TEXT})

    assert page.status_code == 200
    assert 0 <= page.context["said"].positive <= 1
    assert "SnowNLP" in page.content.decode()
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "多" * (LONGEST + 1)], ids=["none", "blanks", "long"])
def test_a_text_that_can_not_be_compared_comes_back_with_the_reason(client, officer, text):
    page = client.post(reverse("sentiment:compare"), {"text": text})

    assert page.status_code == 422
    assert page.context["form"].errors["text"]
    assert "said" not in page.context


def test_who_asks_too_often_waits_for_the_next_minute(client, officer, time_machine):
    time_machine.move_to("2026-01-05 10:00:10+08:00", tick=False)
    for _ in range(PER_MINUTE):
        client.post(reverse("sentiment:compare"), {"text": "很好"})

    refused = client.post(reverse("sentiment:compare"), {"text": "很好"})
    time_machine.move_to("2026-01-05 10:01:10+08:00", tick=False)
    later = client.post(reverse("sentiment:compare"), {"text": "很好"})

    assert (refused.status_code, later.status_code) == (422, 200)
    assert "很好" in refused.content.decode()


@pytest.mark.parametrize("number", ["0", "5", "6", "-1", "x", ""])
def test_a_link_brings_one_of_our_own_sentences_or_none(client, officer, number):
    page = client.get(reverse("sentiment:compare"), {"sample": number})

    assert page.status_code == 200
    assert bool(page.context["form"].initial["text"]) is (number in ("0", "5"))

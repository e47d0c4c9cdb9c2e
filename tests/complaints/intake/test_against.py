"""While registering, what an agent says against the live reading is kept with the complaint."""

import pytest
from django.urls import reverse

from complaints.models import Contact
from sentiment.engine import read
from sentiment.models import Correction, Reading
from sentiment.services import read_contacts
from tests.complaints.intake.conftest import WORDS

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def corrections() -> dict[str, str]:
    return dict(Correction.objects.in_force().values_list("field", "after"))


def read_all() -> Reading:
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))
    return Reading.objects.get()


def test_what_was_chosen_against_the_machine_is_a_correction_by_the_agent(register, agent):
    register(fix_emotion="SAD", fix_intensity="2.0", category="FUL01")

    reading = read_all()

    assert corrections().keys() >= {"emotion", "intensity", "category"}
    assert (reading.emotion, reading.intensity, reading.category_id) == ("SAD", 2.0, "FUL01")
    assert set(Correction.objects.values_list("by", "source")) == {(agent.pk, Correction.DESK)}


def test_following_the_machine_is_no_correction(register):
    seen = read([WORDS])[0]

    register(category=seen.categories[0][0], demands=list(seen.demands), fix_emotion=seen.emotion)

    assert corrections() == {}


def test_leaving_the_category_open_is_no_correction(register):
    register(category="", demands=list(read([WORDS])[0].demands))

    assert corrections() == {}


def test_a_code_that_does_not_exist_loses_nothing(register):
    response = register(fix_emotion="FURY", fix_polarity="bad", fix_intensity="9")

    assert response.status_code == 302
    assert corrections().keys() & {"emotion", "polarity", "intensity"} == set()


def test_sent_twice_it_is_kept_once(register):
    draft = "0c9a1c5e-0000-4000-8000-000000000001"
    register(draft=draft, fix_emotion="SAD")
    register(draft=draft, fix_emotion="CALM")

    assert corrections()["emotion"] == "SAD"


def test_the_live_reading_follows_the_agents_word(desk, typed):
    calm = typed(fix_emotion="CALM", fix_intensity="1.0")

    before = desk.post(reverse("insights:assist"), typed(), headers=HTMX).context
    after = desk.post(reverse("insights:assist"), calm, headers=HTMX).context

    assert after["emotion"].intensity == 1.0
    assert after["emotion"].said == ("emotion", "intensity")
    assert after["risk"].score < before["risk"].score


def test_nonsense_against_the_live_reading_is_not_heard(desk, typed):
    answer = desk.post(reverse("insights:assist"), typed(fix_emotion="FURY"), headers=HTMX)

    assert answer.status_code == 200
    assert answer.context["emotion"].said == ()


def test_a_draft_keeps_what_was_said_against_the_reading(desk, typed):
    fields = typed(fix_emotion="SAD")
    desk.post(reverse("complaints:draft", args=[fields["draft"]]), fields)

    page = desk.get(reverse("complaints:intake"), {"draft": fields["draft"]})

    assert page.context["form"]["fix_emotion"].value() == "SAD"


def test_the_bars_follow_what_was_said_against_them(desk, typed):
    fields = typed(fix_emotion="SAD", fix_polarity="positive")

    mood = desk.post(reverse("insights:assist"), fields, headers=HTMX).context["emotion"]

    assert mood.mix == [(mood.word, 1.0)]
    assert (mood.polarity_share, mood.unsure) == (1.0, False)

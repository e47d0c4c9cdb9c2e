"""The risk of one complaint on the page, and a person's word about it."""

import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from alerts.domain.tiers import Tier
from alerts.models import Risk, TierRequest
from alerts.services.overrides import override_tier
from tests.alerts.builders import CALM, THREAT, judged
from tests.factories import UserFactory, complaint

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client):
    user = UserFactory(officer=True)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def case(number: int = 0):
    return complaint(phone=f"1390000{number:04}")


def post(client: Client, name: str, pk: int, **data):
    return client.post(reverse(f"alerts:{name}", args=[pk]), data, **HTMX)


def test_the_panel_shows_parts_caps_floors_and_the_very_words(client, officer):
    risk = judged(THREAT)

    panel = client.get(reverse("alerts:risk", args=[risk.pk]), **HTMX).content.decode()

    assert f'<span class="sj-kpi sj-tone">{risk.score}</span>' in panel
    assert f"{risk.sums['content']}/30" in panel
    assert "will call the regulator" in panel
    assert 'data-ev-ref="1"' in panel
    assert ">12378</mark>" in panel


def test_the_panel_tag_draws_the_same(rf, officer):
    risk = judged(THREAT)
    page = Template("{% load risk %}{% risk_panel complaint user %}")

    drawn = page.render(Context({"complaint": risk.complaint, "user": officer}))

    assert f"{risk.sums['emotion']}/20" in drawn


def test_every_number_of_the_panel_stands_in_the_text_and_leads_back(client, officer):
    risk = judged(THREAT)

    page = client.get(reverse("complaints:detail", args=[risk.complaint.reference]))

    text = page.content.decode()
    listed, said = (re.findall(rf'id="{kind}-([0-9]+)"', text) for kind in ("ev", "said"))
    assert listed == sorted(said, key=int) != []
    assert all(f'href="#ev-{n}"' in text and f'#said-{n}"' in text for n in listed)


def test_a_complaint_that_was_not_judged_yet_says_so(client, officer):
    panel = client.get(reverse("alerts:risk", args=[case().pk]), **HTMX)

    assert "Not judged yet" in panel.content.decode()


def test_the_risk_of_a_hidden_complaint_does_not_exist(client):
    risk = judged(CALM)
    client.force_login(UserFactory())

    assert client.get(reverse("alerts:risk", args=[risk.pk])).status_code == 404
    assert client.post(reverse("alerts:set_tier", args=[risk.pk])).status_code == 404


def test_a_tier_is_raised_from_the_panel(client, officer):
    risk = judged(CALM)

    answer = post(client, "set_tier", risk.pk, tier=3, reason="")

    assert answer.status_code == 200
    assert Risk.objects.get().tier == Tier.HIGH


@pytest.mark.parametrize("data", [{"tier": 2, "reason": ""}, {"tier": 9}, {}])
def test_a_wrong_wish_is_refused_in_words(client, officer, data):
    risk = judged(THREAT)

    answer = post(client, "set_tier", risk.pk, **data)

    assert answer.status_code == 422
    assert 'class="sj-banner' in answer.content.decode()


def test_a_second_person_agrees_on_the_panel(client, officer):
    risk = judged(THREAT)
    other = UserFactory(officer=True)
    request = override_tier(risk.pk, tier=Tier.SENSITIVE, reason="已和解", by=other)

    panel = client.get(reverse("alerts:risk", args=[risk.pk]), **HTMX).content.decode()
    assert "已和解" in panel
    assert post(client, "decide_tier", request.pk, agree="1").status_code == 200

    assert Risk.objects.get().tier == Tier.SENSITIVE
    assert TierRequest.objects.get().decided_by == officer
    assert post(client, "decide_tier", request.pk, agree="1").status_code == 409

"""Judging real complaints."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alerts.domain.override import OverrideError
from alerts.domain.tiers import Tier
from alerts.facts import RiskChanged
from alerts.models import Risk, TierRequest
from alerts.services.overrides import decide_request, override_tier
from alerts.services.preview import preview
from alerts.services.risk import assess_risks
from complaints.domain.intake import Person
from complaints.domain.status import Status
from complaints.models import Category, Channel, Clock, Complaint
from complaints.services import change_status, classify, promise
from outbox.models import OutboxEvent
from sentiment.services import current_engine
from tests.alerts.builders import CALM, THREAT, again, judged, read
from tests.factories import UserFactory, receive

pytestmark = pytest.mark.django_db


def changes() -> list[dict]:
    rows = OutboxEvent.objects.filter(kind=RiskChanged.__name__).order_by("pk")
    return list(rows.values_list("payload", flat=True))


def test_a_threat_is_scored_in_parts_that_add_up():
    risk = judged(THREAT)

    assert sum(risk.sums.values()) == risk.score
    assert risk.tier == Tier.HIGH
    assert {floor["code"] for floor in risk.floors} >= {"combo.C02"}
    assert risk.contacts == 1


def test_evidence_points_at_the_very_words():
    risk = judged(THREAT)
    [line] = [part for part in risk.parts if part["code"] == "combo.C02"]

    words = [THREAT[cite["start"] : cite["end"]] for cite in line["evidence"]]

    assert any("12378" in word for word in words)


def test_a_calm_question_is_normal():
    assert judged(CALM).tier == Tier.NORMAL


def test_judging_twice_changes_and_tells_nothing():
    risk = judged()

    assert assess_risks([risk.pk]) == []
    assert changes() == [{"complaint_id": risk.pk, "before": None, "after": risk.tier}]


def test_a_further_contact_makes_a_new_version():
    risk = judged(CALM)

    again(risk.complaint, THREAT)
    [changed] = assess_risks([risk.pk])

    assert (changed.version, changed.contacts) == (2, 2)
    assert changes()[-1] == {"complaint_id": risk.pk, "before": 1, "after": changed.tier}


def test_what_a_person_confirmed_stands_above_the_suggestion():
    complaint = read(CALM)
    classify(complaint.pk, category=Category.objects.get(pk="SAF01"))

    [risk] = assess_risks([complaint.pk])

    assert risk.category_id == "SAF01"
    assert {"part": "content", "code": "CATEGORY", "points": 25, "evidence": []} in risk.parts


def test_our_failures_count():
    complaint = read(CALM, wait_seconds=400, transfers=3)
    agent = UserFactory()
    promise(complaint.pk, what="回电", due_at=timezone.now() - timedelta(hours=1), by=agent)

    [risk] = assess_risks([complaint.pk])

    assert {"WAIT", "TRANSFERS", "PROMISE"} <= {part["code"] for part in risk.parts}


def test_the_same_matter_in_another_complaint_is_a_repeat():
    person = Person(name="张三", phone="13800001234")
    first = read("你们多扣了我两次年费，请退回。", person=person, category="FEE03")
    second = read("年费还是没有退，重复扣费。", person=person, category="FEE03")
    other = read("网点排队太久。", person=person, category="SVC02")

    risks = {risk.pk: risk for risk in assess_risks([first.pk, second.pk, other.pk])}

    assert {pk: "REPEAT" in [p["code"] for p in risk.parts] for pk, risk in risks.items()} == {
        first.pk: False,
        second.pk: True,
        other.pk: False,
    }


def test_a_second_transfer_of_the_same_case_is_high_risk():
    complaint = read(CALM, channel="REG_NFRA")
    [risk] = assess_risks([complaint.pk])
    assert risk.tier == Tier.SENSITIVE

    again(complaint, CALM)
    [risk] = assess_risks([complaint.pk])

    assert risk.tier == Tier.HIGH


def test_a_crisis_starts_its_clock_once():
    risk = judged("群里都在传这家银行要倒闭，大家都去挤兑，我也要全部取出来！")

    assert risk.tier == Tier.CRISIS
    assess_risks([risk.pk])
    assert Clock.objects.filter(complaint=risk.pk, profile="INT.major_response").count() == 1


def test_a_finished_complaint_starts_no_crisis_clock():
    complaint = read("群里都在传这家银行要倒闭，大家都去挤兑，我也要全部取出来！")
    change_status(complaint.pk, to=Status.INVALID)

    assess_risks([complaint.pk])

    assert not Clock.objects.filter(profile="INT.major_response").exists()


def test_a_batch_costs_the_same_however_large(django_assert_max_num_queries):
    one, *twenty = [read(THREAT, person=Person(phone=f"1390000{n:04}")).pk for n in range(21)]

    with CaptureQueriesContext(connection) as for_one:
        assess_risks([one])
    with django_assert_max_num_queries(len(for_one)):
        assert len(assess_risks(twenty)) == 20


def test_an_unread_complaint_is_judged_by_what_is_known():
    complaint = Complaint.objects.get(pk=receive(CALM, people=25, channel="VISIT").complaint_id)

    [risk] = assess_risks([complaint.pk])

    assert (risk.score, risk.tier, risk.emotion) == (15, Tier.HIGH, "")


def test_a_preview_judges_by_the_same_rules():
    [reading] = current_engine().read([THREAT])
    risk = judged(THREAT)

    verdict = preview(
        reading, risk.category, Channel.objects.get(pk="PHONE_HOTLINE"), risk.complaint.complainant
    )

    assert (verdict.score, verdict.tier) == (risk.score, risk.tier)


def test_a_preview_of_nothing_much():
    [reading] = current_engine().read([""])

    assert preview(reading).tier == Tier.NORMAL


def test_raising_a_tier_counts_at_once_and_survives_judging():
    risk, supervisor = judged(CALM), UserFactory(supervisor=True)

    override_tier(risk.pk, tier=Tier.CRISIS, reason="", by=supervisor)
    assess_risks([risk.pk])

    risk.refresh_from_db()
    assert (risk.tier, risk.machine_tier, risk.override_by) == (4, 1, supervisor)
    assert Clock.objects.filter(complaint=risk.pk, profile="INT.major_response").exists()


def test_lowering_high_risk_waits_for_a_second_person():
    risk = judged(THREAT)
    one, other = UserFactory(supervisor=True), UserFactory(officer=True)

    request = override_tier(risk.pk, tier=Tier.SENSITIVE, reason="已与客户达成和解", by=one)

    assert isinstance(request, TierRequest)
    assert Risk.objects.get(pk=risk.pk).tier == Tier.HIGH
    with pytest.raises(OverrideError, match="same_person"):
        decide_request(request.pk, agree=True, by=one)
    decide_request(request.pk, agree=True, by=other)
    assert Risk.objects.get(pk=risk.pk).tier == Tier.SENSITIVE


def test_worse_news_end_a_lowering():
    risk = judged(THREAT)
    request = override_tier(
        risk.pk, tier=Tier.SENSITIVE, reason="误判", by=UserFactory(supervisor=True)
    )
    decide_request(request.pk, agree=True, by=UserFactory(officer=True))

    again(risk.complaint, "群里都在传这家银行要倒闭，大家都去挤兑，我也要全部取出来！")
    assess_risks([risk.pk])

    risk.refresh_from_db()
    assert (risk.tier, risk.override_tier) == (4, None)


@pytest.mark.parametrize(
    ("role", "tier", "reason", "code"),
    [
        ("agent", Tier.CRISIS, "x", "not_allowed"),
        ("supervisor", Tier.HIGH, "x", "same_tier"),
        ("supervisor", Tier.NORMAL, "", "reason_missing"),
    ],
)
def test_a_tier_is_not_set_without_right_change_and_reason(role, tier, reason, code):
    risk = judged(THREAT)

    with pytest.raises(OverrideError, match=code):
        override_tier(risk.pk, tier=tier, reason=reason, by=UserFactory(role=role))


def test_a_second_request_waits_for_the_first():
    risk, supervisor = judged(THREAT), UserFactory(supervisor=True)
    request = override_tier(risk.pk, tier=Tier.NORMAL, reason="误判", by=supervisor)

    with pytest.raises(OverrideError, match="already_asked"):
        override_tier(risk.pk, tier=Tier.NORMAL, reason="误判", by=supervisor)
    decide_request(request.pk, agree=False, by=supervisor)
    with pytest.raises(OverrideError, match="decided"):
        decide_request(request.pk, agree=False, by=supervisor)

"""Rows for tests of risk and alerts: complaints come in the real way and are read for real."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from alerts.models import Alert, AlertRule, Risk
from alerts.seeds import load_alert_rules
from alerts.services.alerts import Candidate, raise_alerts
from alerts.services.risk import assess_risks
from complaints.models import Complaint, Contact
from sentiment.services import read_contacts
from tests.factories import receive

CALM = "你好，我想咨询一下退款什么时候能到账，谢谢。"
THREAT = "太欺负人了，再不给我解决我今天就打12378投诉，还要找电视台曝光你们！"
SELF_HARM = "钱都没了，我不想活了，我现在就在楼顶，我要跳楼。"


def read(text: str = THREAT, **fields: Any) -> Complaint:
    """A complaint whose contacts are read."""
    receipt = receive(text, **fields)
    assert receipt.contact_id, receipt.problems
    read_contacts([receipt.contact_id])
    return Complaint.objects.get(pk=receipt.complaint_id)


def judged(text: str = THREAT, **fields: Any) -> Risk:
    """The risk of a new complaint."""
    complaint = read(text, **fields)
    assess_risks([complaint.pk])
    return Risk.objects.get(pk=complaint.pk)


def again(complaint: Complaint, text: str = THREAT, **fields: Any) -> Contact:
    """One more contact about the same matter, read."""
    fields = {"channel": complaint.channel, "occurred_at": timezone.now()} | fields
    contact = Contact.objects.create(
        complaint=complaint,
        complainant_id=complaint.complainant_id,
        text=text,
        created_at=timezone.now(),
        **fields,
    )
    read_contacts([contact.pk])
    return contact


def seeded(code: str = "A08") -> AlertRule:
    load_alert_rules()
    return AlertRule.objects.get(pk=code)


def candidate(complaint: Complaint, **values: Any) -> Candidate:
    usual = {
        "rule": "A08",
        "subject": f"complaint:{complaint.pk}",
        "severity": 2,
        "title": complaint.title,
        "evidence": [evidence(1)],
        "complaint_id": complaint.pk,
        "department_id": complaint.department_id,
    }
    return Candidate(**(usual | values))


def evidence(*contacts: int) -> dict[str, Any]:
    cites = [{"what": "MEDIA", "contact": pk, "start": 0, "end": 2} for pk in contacts]
    return {"kind": "combo", "seen": {"codes": ["C01"]}, "times": len(cites), "evidence": cites}


def raised(complaint: Complaint, *, now: datetime | None = None, **values: Any) -> Alert:
    """A waiting alert about a complaint."""
    seeded(values.get("rule", "A08"))
    [alert] = raise_alerts([candidate(complaint, **values)], now=now)
    return alert

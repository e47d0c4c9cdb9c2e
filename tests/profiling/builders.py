"""Rows and facts for tests of portraits."""

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from accounts.models import Department, Role, User
from accounts.services import create_department
from complaints.models import Channel, Complainant, Complaint, Contact
from profiling.domain.basic import Segment
from profiling.domain.facts import ContactFacts, MatterFacts
from sentiment.models import Reading

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
SEGMENTS = (Segment("SEG_MID", 1970, 1994), Segment("SEG_SILVER", None, 1969))
numbers = count(1)


def days(number: float) -> datetime:
    """So many days before NOW."""
    return NOW - timedelta(days=number)


def matter(pk: int = 1, **values) -> MatterFacts:
    return MatterFacts(**({"id": pk, "received_at": days(20)} | values))


def contact(pk: int = 1, **values) -> ContactFacts:
    """A contact that has been read: angry at 4, unless said otherwise."""
    usual = {"id": pk, "matter": 1, "at": days(10), "channel": "PHONE_HOTLINE", "group": "VOICE"}
    return ContactFacts(**(usual | {"emotion": "ANGER", "intensity": 4.0} | values))


def make_user(role: str = Role.OFFICER, department: Department | None = None) -> User:
    return User.objects.create_user(f"user{next(numbers)}", role=role, department=department)


def make_department() -> Department:
    return create_department(f"department {next(numbers)}")


def make_complainant(**values) -> Complainant:
    number = next(numbers)
    usual = {"masked_name": "张**", "masked_phone": "138****5678", "phone_tail": "5678"}
    return Complainant.objects.create(
        **(usual | {"created_at": timezone.now(), "identity": f"test:{number}"} | values)
    )


def make_complaint(complainant: Complainant, **values) -> Complaint:
    now = timezone.now()
    usual = {"title": "年费未告知", "received_at": now, "registered_at": now}
    channel = values.pop("channel", "PHONE_HOTLINE")
    return Complaint.objects.create(
        complainant=complainant,
        reference=f"TS20261122-{next(numbers):06d}",
        channel=make_channel(channel),
        **(usual | values),
    )


def make_channel(code: str) -> Channel:
    group = {"PHONE_HOTLINE": "VOICE", "REG_NFRA": "REGULATOR"}.get(code, "TEXT")
    names = {"name_zh": code, "name_en": code, "group": group}
    return Channel.objects.get_or_create(code=code, defaults=names)[0]


def make_contact(complaint: Complaint, text: str = "没人理我", **values) -> Contact:
    """A contact with its reading; emotion, intensity, flags and detail go to the reading."""
    read = {key: values.pop(key) for key in ("emotion", "intensity", "flags") if key in values}
    detail = values.pop(
        "detail",
        {
            "emotion": {"primary": "ANGER", "distribution": {"ANGER": 0.7}},
            "motive": {"MOT_RESPECT": 0.25},
        },
    )
    at = values.pop("occurred_at", timezone.now())
    row = Contact.objects.create(
        complaint=complaint,
        complainant=complaint.complainant,
        channel=complaint.channel,
        text=text,
        occurred_at=at,
        created_at=at,
        **values,
    )
    Reading.objects.create(
        contact=row,
        complaint=complaint,
        occurred_at=at,
        polarity="negative",
        detail=detail,
        engine_version="test",
        lexicon_version="test",
        read_at=at,
        **({"emotion": "ANGER", "intensity": 4.0} | read),
    )
    return row

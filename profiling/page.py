"""What the page of one portrait shows beside its facets, as far as its reader may see it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.domain.masking import mask_text
from complaints.models import Complainant, Complaint, Contact
from profiling.faces import facets_for, failures, stats
from profiling.models import Portrait
from profiling.words import MOTIVE
from sentiment.models import Reading

TRAJECTORY = 200  # contacts
JOURNEY = 12  # contacts with their words
CASES = 30
VERSIONS = 8
MIXES = 6
TEXT = 140  # characters of a contact
YEAR = timedelta(days=365)
COLOURS = {"MOT_JUSTICE": "k-c6", "MOT_RESPECT": "k-c1", "MOT_VENT": "k-c5"}
ICONS = {
    "VOICE": "phone",
    "TEXT": "messages",
    "SELF": "device-mobile",
    "BOT": "robot",
    "FACE": "building-bank",
    "REGULATOR": "gavel",
    "GOV": "building-community",
    "SOCIAL": "world",
}


def page_of(complainant: Complainant, user: User) -> dict[str, Any]:
    """Everything the template needs, in a fixed number of queries."""
    portrait = Portrait.objects.filter(pk=complainant.pk).first()
    contacts = list(seen_contacts(complainant, user))
    now = timezone.now()
    cases = Complaint.objects.visible_to(user).filter(complainant=complainant)
    shown = list(cases.select_related("channel", "category").order_by("-received_at")[:CASES])
    context = {
        "complainant": complainant,
        "portrait": portrait,
        "trajectory": trajectory(contacts, now),
        "heat": heat(contacts, now),
        "journey": journey(contacts[:JOURNEY]),
        "contacts_seen": len(contacts),
        "cases": shown,
    }
    return context | (_drawn(portrait, shown, user) if portrait else {})


def _drawn(portrait: Portrait, cases: list[Complaint], user: User) -> dict[str, Any]:
    hidden = portrait.complaints - len(cases) if len(cases) < CASES else 0
    return {
        "facets": facets_for(portrait, user),
        "tags": failures(portrait),
        "stats": stats(portrait),
        "mixes": mixes(portrait, user),
        "motives": [(code, MOTIVE[code], colour) for code, colour in COLOURS.items()],
        "versions": versions(portrait),
        "hidden_cases": max(0, hidden),
    }


def seen_contacts(complainant: Complainant, user: User) -> QuerySet[Contact]:
    """The newest contacts this user may see, with what lists and charts need of them."""
    rows = Contact.objects.visible_to(user).filter(complainant=complainant)
    rows = rows.select_related("channel", "reading", "complaint")
    rows = rows.defer("reading__detail", "reading__search")
    return rows.order_by("-occurred_at", "-pk")[:TRAJECTORY]


def heard(contact: Contact) -> Reading | None:
    """What was read in a contact, if the complainant spoke."""
    return getattr(contact, "reading", None) if contact.direction == Contact.IN else None


def day(moment: datetime, now: datetime) -> str:
    """11-20 within a year, 25-11 before: short enough for an axis."""
    return f"{timezone.localtime(moment):{'%m-%d' if now - moment < YEAR else '%y-%m'}}"


def trajectory(contacts: Sequence[Contact], now: datetime) -> dict[str, Any]:
    """Intensity from contact to contact, oldest first, each point a link to its complaint."""
    points = [(one, seen) for one in reversed(contacts) if (seen := heard(one))]
    return {
        "x": [day(one.occurred_at, now) for one, _seen in points],
        "series": [
            {
                "name": _("Intensity"),
                "values": [round(seen.intensity, 1) for _one, seen in points],
                "color": "e4",
            }
        ],
        "min": 1,
        "max": 5,
        "links": [
            reverse("complaints:detail", args=[c.complaint.reference]) for c, _seen in points
        ],
    }


def heat(contacts: Sequence[Contact], now: datetime) -> dict[str, Any]:
    """Contacts of a year by channel and two-hour span of the day."""
    year = [one for one in contacts if one.direction == Contact.IN and one.occurred_at > now - YEAR]
    counts = Counter(
        (one.channel.name, timezone.localtime(one.occurred_at).hour // 2) for one in year
    )
    channels = [name for name, _n in Counter(one.channel.name for one in year).most_common(6)]
    return {
        "x": [_("%(hour)d h") % {"hour": span * 2} for span in range(12)],
        "y": channels,
        "values": [[counts[name, span] for span in range(12)] for name in channels],
        "palette": "h",
    }


@dataclass(frozen=True, slots=True)
class Step:
    """One touch on the way, its words masked and cut."""

    contact: Contact
    reading: Reading | None
    icon: str
    text: str
    waited: int  # minutes, from five on


def journey(contacts: Sequence[Contact]) -> list[Step]:
    return [
        Step(
            one,
            heard(one),
            ICONS.get(one.channel.group, "message-2"),
            _cut(mask_text(one.text)),
            one.wait_seconds // 60 if one.wait_seconds >= 300 else 0,
        )
        for one in contacts
    ]


def _cut(text: str) -> str:
    return text if len(text) <= TEXT else text[: TEXT - 1] + "…"


@dataclass(frozen=True, slots=True)
class Mix:
    """The share of each motive in one contact: (colour class, percent)."""

    at: datetime
    parts: list[tuple[str, int]]


def mixes(portrait: Portrait, user: User) -> list[Mix]:
    """How the motives of the current matter changed from contact to contact, oldest first."""
    matters = [label["value"] for label in portrait.motive if label["label"] == "MATTER"]
    rows = (
        Reading.objects.visible_to(user)
        .filter(complaint__in=matters, contact__direction=Contact.IN)
        .exclude(detail__motives={})
        .order_by("-occurred_at")
        .values_list("occurred_at", "detail__motives")[:MIXES]
    )
    return [Mix(at, _shares(motives)) for at, motives in reversed(rows) if motives]


def _shares(motives: dict[str, float]) -> list[tuple[str, int]]:
    whole = sum(motives.values()) or 1
    return [
        (colour, round(100 * motives[code] / whole))
        for code, colour in COLOURS.items()
        if motives.get(code)
    ]


def versions(portrait: Portrait) -> list[Any]:
    """What the portrait said before, the newest first."""
    history = apps.get_model("profiling", "PortraitHistory").objects
    rows = history.filter(pgh_obj_id=portrait.pk).order_by("-pgh_id")
    wanted = ("version", "refreshed_at", "contacts", "intensity", "last_emotion", "broken_promises")
    return list(rows.only(*wanted)[:VERSIONS])

"""What happened to one complaint, from all apps, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from alerts.models import Alert
from complaints.changes import changes
from complaints.domain.masking import mask_text
from complaints.models import Complaint
from sentiment.models import Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; `system` ones are nobody's doing."""

    at: datetime
    icon: str
    title: str
    meta: str = ""
    text: str = ""
    tier: int | None = None
    reading: Reading | None = None
    system: bool = True


def timeline(complaint: Complaint, user: User) -> list[Entry]:
    """Contacts, status changes, promises and alerts of a complaint the user may see."""
    entries = [
        *_contacts(complaint),
        *_changes(complaint),
        *_promises(complaint),
        *_alerts(complaint, user),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _contacts(complaint: Complaint) -> Iterator[Entry]:
    rows = complaint.contacts.select_related("channel", "author", "reading").order_by(
        "-occurred_at"
    )
    for contact in rows[:100]:
        ours = contact.direction == "out"
        yield Entry(
            contact.occurred_at,
            "arrow-up-right" if ours else "message-2",
            _("Answer by %(channel)s") % {"channel": contact.channel.name}
            if ours
            else contact.channel.name,
            meta=str(contact.author or ""),
            text=_short(mask_text(contact.text)),
            reading=None if ours else getattr(contact, "reading", None),
            system=False,
        )


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:159] + "…"


def _changes(complaint: Complaint) -> Iterator[Entry]:
    for change in changes(complaint):
        yield Entry(change.at, "arrow-right", change.words, meta=change.by, system=not change.by)


def _promises(complaint: Complaint) -> Iterator[Entry]:
    for promise in complaint.promises.select_related("made_by"):
        words = _("Promised: %(what)s") % {"what": promise.what}
        yield Entry(
            promise.created_at, "clock", words, meta=str(promise.made_by or ""), system=False
        )
        if promise.kept_at:
            yield Entry(promise.kept_at, "circle-check", _("Promise kept"))


def _alerts(complaint: Complaint, user: User) -> Iterator[Entry]:
    seen = Alert.objects.visible_to(user).filter(complaint=complaint)
    for alert in seen.select_related("rule", "acknowledged_by", "closed_by"):
        words = _("Alert %(rule)s") % {"rule": f"{alert.rule_id} {alert.rule.name}"}
        yield Entry(alert.raised_at, "bell-ringing", words, meta=alert.title, tier=alert.severity)
        if alert.acknowledged_at:
            by = str(alert.acknowledged_by or "")
            yield Entry(
                alert.acknowledged_at, "check", _("Alert acknowledged"), meta=by, system=False
            )
        if alert.closed_at:
            by = f"{alert.closed_by or ''} {alert.get_outcome_display()}"
            yield Entry(alert.closed_at, "circle-check", _("Alert closed"), meta=by, system=False)

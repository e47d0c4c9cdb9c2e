"""Names of facts, listeners and queues for people; one that is unknown stands for itself."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outbox.registry import subscribers

FACTS = {
    "ContactReceived": _("contact received"),
    "ContactRead": _("contact read"),
    "PortraitRefreshed": _("portrait refreshed"),
    "ComplaintChanged": _("complaint changed"),
    "RiskChanged": _("risk changed"),
    "AlertRaised": _("alert raised"),
}
QUEUES = {
    "reading": _("reading"),
    "default": _("judging"),
    "notify": _("telling people"),
    "bulk": _("long work"),
}


def fact_name(kind: str) -> str | Promise:
    return FACTS.get(kind, kind)


def queue_name(queue: str) -> str | Promise:
    return QUEUES.get(queue, queue)


def listener_name(name: str) -> str | Promise:
    """What a subscriber does; one that is gone is called as it was."""
    return subscribers[name].title if name in subscribers else name

"""Portraits follow what is read and what is done."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from complaints.facts import ComplaintChanged
from outbox.registry import subscribe
from profiling.services import refresh_after_change, refresh_portraits
from sentiment.facts import ContactRead


@subscribe(ContactRead, name="profiling.refresh", batch=300, title=_("draw the portrait"))
def refresh(facts: Sequence[ContactRead]) -> None:
    """Portraits show what has just been read."""
    pairs = {(fact.complainant_id, fact.complaint_id) for fact in facts}
    refresh_portraits({complainant for complainant, _ in pairs}, matters=pairs)


@subscribe(
    ComplaintChanged,
    name="profiling.refresh_changed",
    batch=300,
    title=_("draw the portrait again"),
)
def refresh_changed(facts: Sequence[ComplaintChanged]) -> None:
    """Status, promises and limits stand in the portrait too."""
    refresh_after_change({(fact.complainant_id, fact.complaint_id) for fact in facts})

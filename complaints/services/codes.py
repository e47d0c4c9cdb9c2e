"""The codes in force, read once per batch."""

from typing import Any

from django.db.models import Manager, QuerySet

from complaints.domain.intake import Codes
from complaints.models import BusinessLine, Category, Channel, DemandKind


def codes_in_force() -> Codes:
    """All active codes of the four axes; categories of level 2 only, those are what is assigned."""
    return Codes(
        channels=_active(Channel.objects),
        categories=_active(Category.objects.exclude(parent=None)),
        business_lines=_active(BusinessLine.objects),
        demands=_active(DemandKind.objects),
    )


def _active(rows: Manager[Any] | QuerySet[Any]) -> frozenset[str]:
    return frozenset(rows.filter(active=True).values_list("code", flat=True))

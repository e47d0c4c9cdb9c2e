"""By what complaints can be asked for."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from alerts.models.risk import TIERS
from complaints.models import Complaint, Contact
from complaints.models.complaint import STATUS_LABELS

Complaints = QuerySet[Complaint]


class ComplaintFilter(filters.FilterSet):
    """All parameters narrow the list; a repeated one widens again (status=a&status=b)."""

    status = filters.MultipleChoiceFilter(choices=STATUS_LABELS)
    tier = filters.TypedMultipleChoiceFilter(
        choices=TIERS, coerce=int, method="by_tier", help_text="The tier in force, from 1 to 4."
    )
    category = filters.CharFilter(
        method="by_category", help_text="Confirmed or, while nobody has confirmed one, suggested."
    )
    received_from = filters.IsoDateTimeFilter(field_name="received_at", lookup_expr="gte")
    received_to = filters.IsoDateTimeFilter(
        field_name="received_at", lookup_expr="lt", help_text="Up to, but without, this time."
    )
    reference = filters.CharFilter(max_length=20)
    external_id = filters.CharFilter(
        method="by_external_id", max_length=120, help_text="A number this very client has posted."
    )

    class Meta:
        model = Complaint
        fields = ()

    def by_tier(self, rows: Complaints, name: str, value: list[int]) -> Complaints:
        if not value:
            return rows
        tier = Coalesce(F("risk__override_tier"), F("risk__tier"))
        return rows.annotate(tier_in_force=tier).filter(tier_in_force__in=value)

    def by_category(self, rows: Complaints, name: str, value: str) -> Complaints:
        return rows.filter(Q(category=value) | Q(category=None, risk__category=value))

    def by_external_id(self, rows: Complaints, name: str, value: str) -> Complaints:
        source: Any = self.request.auth.contact_source
        posted = Contact.objects.filter(source=source, external_id=value)
        return rows.filter(Exists(posted.filter(complaint=OuterRef("pk"))))

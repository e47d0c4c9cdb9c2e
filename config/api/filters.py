"""By what complaints can be asked for."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import IsoDateTimeField

from alerts.models.risk import TIERS
from complaints.domain.intake import WIDEST_ZONE
from complaints.models import Complaint, Contact
from complaints.models.complaint import STATUS_LABELS

Complaints = QuerySet[Complaint]
STATUSES = tuple(STATUS_LABELS.items())


class MomentField(IsoDateTimeField):
    """A time whose zone PostgreSQL knows, too."""

    def to_python(self, value: str | None) -> datetime | None:
        moment = super().to_python(value)
        if moment and abs(moment.utcoffset() or WIDEST_ZONE) > WIDEST_ZONE:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return moment


class MomentFilter(filters.IsoDateTimeFilter):
    field_class = MomentField


class ComplaintFilter(filters.FilterSet):
    """All parameters narrow the list; a repeated one widens again (status=a&status=b)."""

    status = filters.MultipleChoiceFilter(choices=STATUSES)
    tier = filters.MultipleChoiceFilter(
        choices=TIERS, field_name="risk__tier", help_text=_("1 normal to 4 crisis.")
    )
    category = filters.CharFilter(
        method="by_category",
        help_text=_("Confirmed or, while nobody has confirmed one, suggested."),
    )
    received_from = MomentFilter(field_name="received_at", lookup_expr="gte")
    received_to = MomentFilter(
        field_name="received_at", lookup_expr="lt", help_text=_("Up to, but without, this time.")
    )
    reference = filters.CharFilter(max_length=20)
    external_id = filters.CharFilter(
        method="by_external_id",
        max_length=120,
        help_text=_("A number this very client has posted."),
    )

    class Meta:
        model = Complaint
        fields = ()

    def by_category(self, rows: Complaints, name: str, value: str) -> Complaints:
        return rows.filter(Q(category=value) | Q(category=None, risk__category=value))

    def by_external_id(self, rows: Complaints, name: str, value: str) -> Complaints:
        source: Any = self.request.auth.contact_source
        posted = Contact.objects.filter(source=source, external_id=value)
        return rows.filter(Exists(posted.filter(complaint=OuterRef("pk"))))

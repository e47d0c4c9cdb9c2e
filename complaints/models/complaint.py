"""One matter of one complainant."""

from datetime import datetime
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.domain.status import FINISHED, Status
from complaints.models.complainant import Complainant
from complaints.models.reference import BusinessLine, Category, Channel

STATUS_LABELS = {
    Status.REGISTERED.value: _("registered"),
    Status.ACCEPTED.value: _("accepted"),
    Status.PROCESSING.value: _("in progress"),
    Status.ANSWERED.value: _("answered"),
    Status.CLOSED.value: _("closed"),
    Status.WITHDRAWN.value: _("withdrawn"),
    Status.INVALID.value: _("invalid"),
}

STEP_LABELS = {  # what one presses to get there
    Status.REGISTERED.value: _("Register again"),
    Status.ACCEPTED.value: _("Accept"),
    Status.PROCESSING.value: _("Work on it"),
    Status.ANSWERED.value: _("Answered"),
    Status.CLOSED.value: _("Close"),
    Status.WITHDRAWN.value: _("Withdrawn"),
    Status.INVALID.value: _("Mark invalid"),
}


def seen_by(user: User, through: str = "") -> models.Q:
    """Which complaints this user sees; `through` is the way from another row to its complaint.

    Rows that belong to a complaint ask by this join: a list of all visible ids would be gone
    through for every figure.
    """
    if user.sees_everything:
        return models.Q()
    if user.is_supervisor and user.department:
        under = type(user.department).objects.under(user.department)
        return models.Q((f"{through}department__in", under.values("pk")))
    return models.Q((f"{through}owner", user)) | models.Q((f"{through}registered_by", user))


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """The questions we ask about complaints. Every answer can be asked further."""

    def open(self) -> Self:
        return self.exclude(status__in=[status.value for status in FINISHED])

    def visible_to(self, user: User) -> Self:
        """Officers and administrators see all, supervisors their departments, agents their own."""
        return self.filter(seen_by(user))

    def received_between(self, start: datetime, end: datetime) -> Self:
        return self.filter(received_at__gte=start, received_at__lt=end)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old), model_name="ComplaintHistory"
)  # the current row and what it was before each change are the whole history
class Complaint(models.Model):
    """One grievance from the first contact to the closing answer."""

    reference = models.CharField(_("reference number"), max_length=20, unique=True)
    complainant = models.ForeignKey(
        Complainant, models.PROTECT, related_name="complaints", verbose_name=_("complainant")
    )
    title = models.CharField(_("matter"), max_length=80, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=STATUS_LABELS, default=Status.REGISTERED.value
    )
    channel = models.ForeignKey(Channel, models.PROTECT, verbose_name=_("channel"))
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("category"),
        help_text=_("Confirmed by a person; empty while only suggested."),
    )
    business_line = models.ForeignKey(
        BusinessLine, models.PROTECT, null=True, blank=True, verbose_name=_("business line")
    )
    product = models.CharField(_("product"), max_length=60, blank=True)
    amount = models.DecimalField(
        _("amount in yuan"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    demands = ArrayField(
        models.CharField(max_length=24), default=list, blank=True, verbose_name=_("demands")
    )
    people = models.PositiveIntegerField(_("people affected"), default=1)
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    owner = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned",
        verbose_name=_("owner"),
    )
    registered_by = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registered",
        verbose_name=_("registered by"),
    )
    received_at = models.DateTimeField(_("received at"))
    registered_at = models.DateTimeField(_("registered at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(people__gte=1), name="at_least_one_person_is_affected"
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="complaint_newest"),
            models.Index(fields=["complainant", "-received_at"], name="complaint_of_person"),
            models.Index(fields=["department", "-received_at"], name="complaint_of_department"),
            models.Index(fields=["owner", "-received_at"], name="complaint_of_owner"),
            models.Index(fields=["registered_by", "-received_at"], name="complaint_of_author"),
            models.Index(
                fields=["-received_at"],
                condition=~models.Q(status__in=["closed", "withdrawn", "invalid"]),
                name="complaint_open",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return Status(self.status) not in FINISHED

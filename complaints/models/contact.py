"""One touch: what was said, where, when, by whom, after how long a wait."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models.complainant import Complainant
from complaints.models.complaint import Complaint, seen_by
from complaints.models.reference import Channel


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> Self:
        """A contact is seen with its complaint."""
        return self.filter(seen_by(user, "complaint__"))


class Contact(models.Model):
    """Readings hang on contacts, so that emotion has a trajectory."""

    IN, OUT = "in", "out"
    DIRECTIONS = ((IN, _("from the complainant")), (OUT, _("from us")))

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="contacts")
    complainant = models.ForeignKey(Complainant, models.PROTECT, related_name="contacts")
    channel = models.ForeignKey(Channel, models.PROTECT, verbose_name=_("channel"))
    direction = models.CharField(_("direction"), max_length=3, choices=DIRECTIONS, default=IN)
    text = models.TextField(_("what was said"))
    occurred_at = models.DateTimeField(_("time"))
    created_at = models.DateTimeField(_("recorded at"))
    author = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, verbose_name=_("recorded by")
    )
    wait_seconds = models.PositiveIntegerField(_("wait in seconds"), default=0)
    transfers = models.PositiveSmallIntegerField(_("transfers"), default=0)
    source = models.CharField(_("source"), max_length=60, blank=True)
    external_id = models.CharField(_("number in the source"), max_length=120, null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="one_contact_per_source_and_number"
            )
        ]
        indexes = [
            models.Index(fields=["complaint", "occurred_at"], name="contact_of_complaint"),
            models.Index(fields=["complainant", "-occurred_at"], name="contact_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.pk}"

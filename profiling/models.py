"""Who complains and why, as far as the contacts show it."""

from datetime import datetime, timedelta
from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Complainant


class PortraitQuerySet(models.QuerySet["Portrait"]):
    def visible_to(self, user: User) -> Self:
        """A portrait is seen with its complainant."""
        if user.sees_everything:
            return self.all()
        return self.filter(complainant__in=Complainant.objects.visible_to(user).values("pk"))

    def gone_quiet(self, now: datetime) -> Self:
        """Nobody has called for 30 days, and the count of these days still says otherwise."""
        return self.filter(contacts_30d__gt=0, last_contact_at__lt=now - timedelta(days=30))


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), model_name="PortraitHistory")
class Portrait(models.Model):
    """Four facets of one complainant; every label carries its evidence.

    A facet is a list of {"label", "value", "source", "evidence": [contact ids], "words": [...]};
    the columns are what lists sort by.
    """

    complainant = models.OneToOneField(Complainant, models.CASCADE, primary_key=True)
    basic = models.JSONField(_("basic information"), default=list)
    motive = models.JSONField(_("motive"), default=list)
    emotion = models.JSONField(_("emotion"), default=list)
    behaviour = models.JSONField(_("behaviour"), default=list)
    complaints = models.PositiveIntegerField(_("complaints"), default=0)
    open_complaints = models.PositiveIntegerField(_("open complaints"), default=0)
    contacts = models.PositiveIntegerField(_("contacts"), default=0)
    contacts_30d = models.PositiveIntegerField(_("contacts in 30 days"), default=0)
    broken_promises = models.PositiveIntegerField(_("promises we broke"), default=0)
    regulator_cases = models.PositiveIntegerField(_("cases from regulators"), default=0)
    intensity = models.FloatField(_("last intensity from 1 to 5"), null=True)
    trend = models.FloatField(_("change of intensity"), default=0)
    last_emotion = models.CharField(_("last emotion"), max_length=10, blank=True)
    last_contact_at = models.DateTimeField(_("last contact"), null=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    refreshed_at = models.DateTimeField(_("refreshed at"))

    objects = PortraitQuerySet.as_manager()

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        indexes = [
            models.Index(fields=["-last_contact_at", "-complainant"], name="portrait_newest"),
            models.Index(fields=["-intensity", "-complainant"], name="portrait_strongest"),
            models.Index(
                fields=["last_contact_at"],
                condition=models.Q(contacts_30d__gt=0),
                name="portrait_lately_heard",
            ),
        ]

    def __str__(self) -> str:
        return f"P-{self.complainant_id}"

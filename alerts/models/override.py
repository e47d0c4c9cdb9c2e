"""Somebody asks to lower a tier, and somebody else agrees."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from alerts.models.risk import TIERS
from complaints.models import Complaint
from complaints.models.complaint import seen_by


class TierRequestQuerySet(models.QuerySet["TierRequest"]):
    def open(self) -> Self:
        return self.filter(decided_at=None)

    def visible_to(self, user: User) -> Self:
        """A request is seen with its complaint."""
        return self.filter(seen_by(user, "complaint__"))


class TierRequest(models.Model):
    """Lowering 高风险 or 危机 needs a second person (domain model 3.2); the row stays as proof."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="tier_requests")
    before = models.PositiveSmallIntegerField(_("tier before"), choices=TIERS)
    tier = models.PositiveSmallIntegerField(_("tier asked for"), choices=TIERS)
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    agreed = models.BooleanField(_("agreed"), null=True)

    objects = TierRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to lower a tier")
        verbose_name_plural = _("requests to lower a tier")
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=models.Q(decided_at=None),
                name="one_open_tier_request_per_complaint",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None)
                | ~models.Q(decided_by=models.F("asked_by"))
                | models.Q(agreed=False),
                name="a_second_person_agrees_to_lowering",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.before} → {self.tier}"

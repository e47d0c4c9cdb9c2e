"""How dangerous one complaint is, in points that add up in front of the reader."""

from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Category, Complaint
from complaints.models.complaint import seen_by

TIERS = ((1, _("normal")), (2, _("sensitive")), (3, _("high risk")), (4, _("crisis")))


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, user: User) -> Self:
        """A risk is seen with its complaint."""
        return self.filter(seen_by(user, "complaint__"))


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), model_name="RiskHistory")
class Risk(models.Model):
    """Exactly one per complaint.

    `parts` is a list of {"part", "code", "points", "evidence"}; per part they are capped, and the
    capped sums (`sums`) add up to `score`. `machine_tier` is the band of the score or the highest
    floor; `tier` is what counts: a person's word where there is one, else the machine's.
    """

    complaint = models.OneToOneField(Complaint, models.CASCADE, primary_key=True)
    score = models.PositiveSmallIntegerField(_("score from 0 to 100"))
    tier = models.PositiveSmallIntegerField(_("tier"), choices=TIERS)
    machine_tier = models.PositiveSmallIntegerField(
        _("tier by the rules"), choices=TIERS, default=1
    )
    parts = models.JSONField(_("parts"))
    sums = models.JSONField(_("capped sums"), default=dict)
    floors = models.JSONField(_("floors"), default=list)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, verbose_name=_("category judged by")
    )
    emotion = models.CharField(_("emotion"), max_length=10, blank=True)
    intensity = models.FloatField(_("intensity from 1 to 5"), null=True)
    contacts = models.PositiveIntegerField(_("contacts judged"), default=0)
    rule_version = models.CharField(_("rule version"), max_length=20)
    override_tier = models.PositiveSmallIntegerField(
        _("tier set by a person"), choices=TIERS, null=True, blank=True
    )
    override_reason = models.CharField(_("reason"), max_length=300, blank=True)
    override_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    override_below = models.PositiveSmallIntegerField(
        _("the override ends when the rules say this or worse"), null=True, blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    assessed_at = models.DateTimeField(_("assessed at"))

    objects = RiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__lte=100), name="score_is_at_most_one_hundred"
            ),
            models.CheckConstraint(
                condition=models.Q(tier__in=[1, 2, 3, 4]), name="tier_is_one_of_four"
            ),
        ]
        indexes = [models.Index(fields=["-tier", "-score", "-complaint"], name="risk_worst")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.score}"

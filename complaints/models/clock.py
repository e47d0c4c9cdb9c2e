"""Time limits: which exist, on which days they run, and which are running."""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models.complaint import Complaint, seen_by

UNITS = (
    ("minute", _("minutes")),
    ("hour", _("hours")),
    ("natural_day", _("natural days")),
    ("working_day", _("working days")),
)


class BusinessDay(models.Model):
    """A day on which work differs from Monday to Friday: a holiday, or a working weekend (调休)."""

    date = models.DateField(_("date"), primary_key=True)
    is_workday = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=40)
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class ClockProfile(models.Model):
    """One rule about time, with its source and the days on which it is in force."""

    REGISTERED, CRISIS = "registered", "crisis"
    STARTS = ((REGISTERED, _("a complaint is registered")), (CRISIS, _("risk reaches crisis")))

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    amount = models.PositiveSmallIntegerField(_("limit"))
    unit = models.CharField(_("unit"), max_length=12, choices=UNITS)
    starts_when = models.CharField(_("starts when"), max_length=12, choices=STARTS)
    steps = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("warning steps in %"))
    source = models.CharField(_("source"), max_length=120)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "zh").startswith("zh") else self.name_en


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> Self:
        return self.filter(stopped_at=None)

    def overdue(self, now: datetime) -> Self:
        return self.running().filter(due_at__lt=now)

    def visible_to(self, user: User) -> Self:
        return self.filter(seen_by(user, "complaint__"))


class Clock(models.Model):
    """One running time limit of a complaint. `used` is the last warning step passed, in percent."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="clocks")
    profile = models.ForeignKey(ClockProfile, models.PROTECT, verbose_name=_("time limit"))
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    due_rolled_at = models.DateTimeField(_("due at, moved past holidays"))
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    used = models.PositiveSmallIntegerField(_("warning step in %"), default=0)
    next_step_at = models.DateTimeField(_("next warning at"), null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "profile"], name="one_clock_per_complaint_and_limit"
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("started_at")), name="clock_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(stopped_at=None), name="clock_running"
            ),
            models.Index(
                fields=["next_step_at"],
                condition=models.Q(stopped_at=None, next_step_at__isnull=False),
                name="clock_next_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.complaint_id}"

    @property
    def total(self) -> timedelta:
        """The whole length of the limit."""
        return self.due_at - self.started_at

    @property
    def met(self) -> bool | None:
        """Whether the limit was kept; None while it runs."""
        return None if self.stopped_at is None else self.stopped_at <= self.due_at

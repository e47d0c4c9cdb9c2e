"""An alert has an identity, an owner and an end."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from alerts.models.risk import TIERS
from alerts.models.rule import AlertRule
from complaints.models import Complaint
from complaints.models.complaint import seen_by

CROWD = "flood:"  # begins the subject of a collective alert


class AlertQuerySet(models.QuerySet["Alert"]):
    """The questions we ask about alerts."""

    def waiting(self) -> Self:
        """Nobody has acknowledged it yet."""
        return self.filter(status=Alert.OPEN)

    def live(self) -> Self:
        """Not closed: waiting, or acknowledged and being looked into."""
        return self.exclude(status=Alert.CLOSED)

    def step_due(self, now: datetime) -> Self:
        return self.waiting().filter(next_step_at__lte=now)

    def acknowledged(self) -> Self:
        return self.filter(status=Alert.ACKNOWLEDGED)

    def closed(self) -> Self:
        return self.filter(status=Alert.CLOSED)

    def raised_since(self, time: datetime) -> Self:
        """The newest first."""
        return self.filter(raised_at__gte=time).order_by("-raised_at", "-pk")

    def apart_for(self, user: User) -> Self:
        """Without those that a collective alert stands for, where this user sees that one."""
        return self.filter(group=None) if user.leads else self

    def for_list(self) -> Self:
        """All that a row shows, in one query."""
        return self.select_related(
            "rule", "complaint", "department", "acknowledged_by", "closed_by"
        )

    def by_urgency(self) -> Self:
        """Waiting ones first, the worst and then the most urgent on top; the rest newest first."""
        waiting = models.Q(status=Alert.OPEN)
        return self.order_by(
            models.Case(
                models.When(waiting, 0), models.When(status=Alert.CLOSED, then=2), default=1
            ),
            models.Case(models.When(waiting, "severity"), default=0).desc(),
            models.Case(models.When(waiting, "ack_due_at")).asc(nulls_last=True),
            Coalesce("closed_at", "acknowledged_at").desc(nulls_last=True),
            "-pk",
        )

    def newest_closed(self) -> Self:
        return self.closed().order_by("-closed_at", "-pk")

    def visible_to(self, user: User) -> Self:
        """Alerts about a complaint follow it; those about a department's figures its leaders."""
        if user.sees_everything:
            return self.all()
        own = seen_by(user, "complaint__")
        if user.is_supervisor and user.department:
            under = type(user.department).objects.under(user.department)
            own |= models.Q(complaint=None, department__in=under.values("pk"))
        return self.filter(own)


class Alert(models.Model):
    """One thing that somebody must look at; the same thing again raises its count, not another."""

    OPEN, ACKNOWLEDGED, CLOSED = "open", "acked", "closed"
    STATUS = ((OPEN, _("waiting")), (ACKNOWLEDGED, _("acknowledged")), (CLOSED, _("dealt with")))
    REAL, FALSE, DUPLICATE = "real", "false", "duplicate"
    OUTCOMES = ((REAL, _("real")), (FALSE, _("false alarm")), (DUPLICATE, _("duplicate")))

    rule = models.ForeignKey(
        AlertRule, models.PROTECT, related_name="alerts", verbose_name=_("rule")
    )
    subject = models.CharField(_("subject"), max_length=120)  # complaint:17, surge:FEE02:3
    complaint = models.ForeignKey(
        Complaint, models.CASCADE, null=True, blank=True, related_name="alerts"
    )
    department = models.ForeignKey("accounts.Department", models.PROTECT, null=True, blank=True)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=TIERS)
    title = models.CharField(_("what"), max_length=120)
    evidence = models.JSONField(_("evidence"), default=list)
    hits = models.PositiveIntegerField(_("times seen"), default=1)
    status = models.CharField(_("status"), max_length=6, choices=STATUS, default=OPEN)
    raised_at = models.DateTimeField(_("raised at"))
    ack_due_at = models.DateTimeField(_("to be acknowledged by"))
    step = models.PositiveSmallIntegerField(_("ladder step"), default=0)
    next_step_at = models.DateTimeField(_("next ladder step at"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=9, choices=OUTCOMES, blank=True)
    closed_at = models.DateTimeField(_("dealt with at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(_("last new or worse at"), null=True, blank=True)
    group = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("gathered under"),
    )
    version = models.PositiveIntegerField(default=1)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject"],
                condition=~models.Q(status="closed"),
                name="one_open_alert_per_rule_and_subject",
            )
        ]
        indexes = [
            models.Index(
                fields=["-severity", "ack_due_at"],
                condition=models.Q(status="open"),
                name="alert_waiting",
            ),
            models.Index(
                fields=["next_step_at"], condition=models.Q(status="open"), name="alert_next_step"
            ),
            models.Index(fields=["-raised_at", "-id"], name="alert_newest"),
            models.Index(fields=["rule", "-told_at"], name="alert_told"),
            models.Index(
                fields=["-closed_at", "-id"],
                condition=models.Q(status="closed"),
                name="alert_closed",
            ),
            models.Index(  # "has this been judged before?" is asked before any alert is raised
                fields=["subject", "rule"],
                condition=models.Q(status="closed"),
                name="alert_judged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.subject}"

    @property
    def is_crowd(self) -> bool:
        """Whether it stands for many that came at once; `hits` says for how many."""
        return self.subject.startswith(CROWD)

    @property
    def headline(self) -> str:
        """What it is about, in the reader's language."""
        if not self.is_crowd:
            return self.title
        count = ngettext("%(n)s more of this kind", "%(n)s more of this kind", self.hits)
        return count % {"n": f"{self.hits:,}"}

    @property
    def is_done(self) -> bool:
        return self.status == self.CLOSED

    @property
    def waits_until(self) -> datetime | None:
        """When it should be acknowledged; None once somebody has."""
        return self.ack_due_at if self.status == self.OPEN else None

    @property
    def time_given(self) -> timedelta:
        """The whole time there was to acknowledge it, for the clock's ring."""
        return self.ack_due_at - self.raised_at


class NoticeQuerySet(models.QuerySet["Notice"]):
    def pending(self) -> Self:
        return self.filter(status=Notice.PENDING)

    def on_page(self, user: User) -> Self:
        """What the bell of this user shows."""
        return self.filter(user=user, channel="page")


class Notice(models.Model):
    """One attempt to tell one person about one alert over one channel."""

    PENDING, SENT, FAILED = "pending", "sent", "failed"
    STATUS = ((PENDING, _("pending")), (SENT, _("sent")), (FAILED, _("failed")))

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="notices")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="notices")
    channel = models.CharField(_("channel"), max_length=10)  # page, email
    step = models.PositiveSmallIntegerField(_("ladder step"), default=0)
    status = models.CharField(_("status"), max_length=7, choices=STATUS, default=PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "user", "channel", "step"], name="one_notice_per_person_and_step"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(status="pending"), name="notice_pending"
            ),
            models.Index(
                fields=["user", "-id"], condition=models.Q(channel="page"), name="notice_on_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} → {self.user_id}"

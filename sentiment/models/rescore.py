"""Reading again what was read before."""

from datetime import datetime
from math import ceil

from django.db import models
from django.utils.translation import gettext_lazy as _


class RescoreJob(models.Model):
    """One run over the contacts, newest first; how far it is stands here, batch by batch."""

    RUNNING, PAUSED, DONE, ENDED = "running", "paused", "done", "ended"
    STATUS = (
        (RUNNING, _("running")),
        (PAUSED, _("paused")),
        (DONE, _("done")),
        (ENDED, _("ended early")),
    )

    UNFINISHED = (RUNNING, PAUSED)

    by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("by"))
    status = models.CharField(_("status"), max_length=8, choices=STATUS, default=RUNNING)
    asked = models.JSONField(_("which contacts"), default=dict)
    engine = models.CharField(_("engine"), max_length=40, blank=True)
    before_id = models.BigIntegerField(_("contacts below this number are left"))
    total = models.PositiveIntegerField(_("contacts"))
    done = models.PositiveIntegerField(_("contacts done"), default=0)
    changed = models.PositiveIntegerField(_("readings that changed"), default=0)
    seconds = models.FloatField(_("seconds of work"), default=0)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("re-reading")
        verbose_name_plural = _("re-readings")
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(status="running"),
                name="one_rereading_runs_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"

    @property
    def rate(self) -> float:
        """Contacts per second of work."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> int:
        return max(0, self.total - self.done)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this speed; None before there is one."""
        return self.left / self.rate if self.rate else None

    @property
    def minutes_left(self) -> int:
        """The same in minutes, rounded up."""
        return ceil((self.seconds_left or 0) / 60)

    def since(self) -> datetime | None:
        """Only contacts from then on, if asked so."""
        text = self.asked.get("since")
        return datetime.fromisoformat(text) if text else None

"""What we promised, by when, and whether we kept it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint


class PromiseQuerySet(models.QuerySet["Promise"]):
    def broken(self, now: datetime) -> Self:
        """Not kept by its time."""
        late = models.Q(kept_at__gt=models.F("due_at"))
        return self.filter(late | models.Q(kept_at=None, due_at__lt=now))


class Promise(models.Model):
    """A call back or an answer we said would come by a certain time."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="promises")
    what = models.CharField(_("what was promised"), max_length=120)
    due_at = models.DateTimeField(_("promised for"))
    kept_at = models.DateTimeField(_("kept at"), null=True, blank=True)
    made_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True)
    breach_noticed_at = models.DateTimeField(_("breach noticed at"), null=True, blank=True)
    created_at = models.DateTimeField(_("made at"))

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(breach_noticed_at=None)
                & (models.Q(kept_at=None) | models.Q(kept_at__gt=models.F("due_at"))),
                name="promise_not_noticed",
            )
        ]

    def __str__(self) -> str:
        return self.what

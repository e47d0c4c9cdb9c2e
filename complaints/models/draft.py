"""What an agent has typed and not yet sent; it survives a crash of the browser."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import SealedTextField
from accounts.models import User


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> Self:
        """A draft belongs to whoever types it."""
        return self.filter(author=user)


class Draft(models.Model):
    """The fields of the form as JSON, sealed because they hold personal data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey("accounts.User", models.CASCADE)
    fields = SealedTextField(_("fields"), null=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("saved at"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [models.Index(fields=["author", "-saved_at"], name="draft_newest")]

    def __str__(self) -> str:
        return f"DR-{str(self.pk)[:4].upper()}"

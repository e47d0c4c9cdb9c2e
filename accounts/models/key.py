"""Keys of external systems, and the answers we already gave them."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiKey(models.Model):
    """One client's key. Only its hash is kept; the prefix tells people which one it is.

    A key acts as its user: what it may see is what `visible_to(user)` gives, so a client whose
    user is an agent sees exactly what it posted.
    """

    name = models.CharField(_("client"), max_length=60)
    prefix = models.CharField(_("prefix"), max_length=12, unique=True)
    hashed = models.CharField(_("hash"), max_length=64)
    scopes = ArrayField(models.CharField(max_length=30), verbose_name=_("scopes"))
    user = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("acts as"))
    source = models.CharField(
        _("source"),
        max_length=60,
        blank=True,
        help_text=_(
            "Empty: api: and the prefix. A key that replaces another one takes over its source, "
            "so that numbers of the client keep their meaning."
        ),
    )
    per_minute = models.PositiveIntegerField(_("requests per minute"), default=6000)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def contact_source(self) -> str:
        """Under which source its contacts are kept; external ids are unique within it."""
        return self.source or f"api:{self.prefix}"

    def usable(self, now: datetime) -> bool:
        return not self.revoked_at and (not self.expires_at or self.expires_at > now)


class IdempotentRequest(models.Model):
    """What we answered to a request with an Idempotency-Key; the same again gets the same."""

    key = models.ForeignKey(ApiKey, models.CASCADE)
    token = models.CharField(_("idempotency key"), max_length=200)
    fingerprint = models.CharField(_("hash of method, path and body"), max_length=64)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    answer = models.JSONField(_("answer"), null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("idempotent request")
        verbose_name_plural = _("idempotent requests")
        constraints = [
            models.UniqueConstraint(fields=["key", "token"], name="one_answer_per_idempotency_key")
        ]

    def __str__(self) -> str:
        return self.token

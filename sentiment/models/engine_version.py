"""Versions of the model: what was delivered, and what was learnt here from corrections."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class EngineVersionQuerySet(models.QuerySet["EngineVersion"]):
    def newest(self) -> Self:
        """Newest first, without the bytes of their layers."""
        return self.order_by("-made_at", "-pk").defer("data")


class EngineVersion(models.Model):
    """One version; at most one is active and one runs in the shadow.

    The delivered model lies beside the code and has no `data`. An adapted one holds a small layer
    over it as bytes, so that every process and machine finds it where the readings are.
    """

    BASE, ADAPTED = "base", "adapted"
    KINDS = ((BASE, _("as delivered")), (ADAPTED, _("learnt from corrections")))
    WAITING, FAILED, CANDIDATE, SHADOW = "waiting", "failed", "candidate", "shadow"
    ACTIVE, RETIRED = "active", "retired"
    STATUS = (
        (WAITING, _("being trained")),
        (FAILED, _("not trained")),
        (CANDIDATE, _("candidate")),
        (SHADOW, _("reads in the shadow")),
        (ACTIVE, _("active")),
        (RETIRED, _("retired")),
    )

    name = models.CharField(_("name"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS)
    base = models.CharField(_("delivered model"), max_length=24)
    status = models.CharField(_("status"), max_length=10, choices=STATUS, default=WAITING)
    data = models.BinaryField(_("layer"), null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    card = models.JSONField(_("card"), default=dict)
    error = models.CharField(_("error"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("created at"), auto_now_add=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, verbose_name=_("by")
    )

    objects = EngineVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("engine version")
        verbose_name_plural = _("engine versions")
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(status__in=["active", "shadow"]),
                name="one_active_and_one_shadow_version",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def compared_with(self) -> str:
        """The name of the version that was active when this one was trained."""
        return str(self.card.get("active", "")).partition("+")[2] or "base"


class EngineSwitch(models.Model):
    """A person put another version in force; the way back is the one before."""

    before = models.ForeignKey(EngineVersion, models.PROTECT, related_name="+")
    after = models.ForeignKey(EngineVersion, models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of the active version")
        verbose_name_plural = _("changes of the active version")

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class ShadowTally(models.Model):
    """What one batch in the shadow differed in; counted by adding rows, so nobody waits."""

    version = models.ForeignKey(EngineVersion, models.CASCADE, related_name="tallies")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    texts = models.PositiveIntegerField(_("texts"))
    differ = models.PositiveIntegerField(_("texts that differ"))
    fields = models.JSONField(_("by field"), default=dict)

    class Meta:
        verbose_name = _("shadow count")
        verbose_name_plural = _("shadow counts")

    def __str__(self) -> str:
        return f"{self.version_id}: {self.differ}/{self.texts}"


class ShadowSample(models.Model):
    """One difference to look at; the text is fetched from the contact and shown masked."""

    version = models.ForeignKey(EngineVersion, models.CASCADE, related_name="samples")
    contact = models.ForeignKey("complaints.Contact", models.CASCADE, related_name="+")
    field = models.CharField(_("field"), max_length=12)
    active = models.CharField(_("active says"), max_length=60)
    candidate = models.CharField(_("candidate says"), max_length=60)

    class Meta:
        verbose_name = _("shadow sample")
        verbose_name_plural = _("shadow samples")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "contact", "field"], name="one_sample_per_contact_and_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.active} ≠ {self.candidate}"

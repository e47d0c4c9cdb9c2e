"""Reference data: seeded by `load_reference`, edited by administrators. Codes never change."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """A stable ASCII code with a Chinese and an English name."""

    code = models.CharField(_("code"), max_length=24, primary_key=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_zh if (get_language() or "zh").startswith("zh") else self.name_en


class Category(Named):
    """What is complained about: 12 groups with 60 kinds (level 1 and level 2)."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    points = models.PositiveSmallIntegerField(_("risk points"), default=0)
    flags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    official_code = models.CharField(_("official code"), max_length=40, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")


class BusinessLine(Named):
    """Which business the matter is about; a separate axis from the category."""

    industry = models.CharField(_("industry"), max_length=6)

    class Meta(Named.Meta):
        verbose_name = _("business line")
        verbose_name_plural = _("business lines")


class Channel(Named):
    """The way a contact reached us."""

    group = models.CharField(_("group"), max_length=12)  # VOICE, TEXT, REGULATOR, SOCIAL …

    class Meta(Named.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")


class DemandKind(Named):
    """What the complainant wants: factual, emotional or procedural."""

    kind = models.CharField(_("kind"), max_length=4)  # FACT, EMO, PROC

    class Meta(Named.Meta):
        verbose_name = _("demand kind")
        verbose_name_plural = _("demand kinds")

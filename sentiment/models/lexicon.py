"""The words that matter, their combinations, their versions, and what people said of a reading.

Terms and combinations are the draft that people edit. What the engine reads with is the content
of the newest version, stored whole, so that every version can be looked at and come back.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sentiment.domain.lexicon import combo_of
from sentiment.engine.lexicon import Combo, LexiconError, Term

KINDS = (("word", _("word")), ("regex", _("pattern")))


class LexVersionQuerySet(models.QuerySet["LexVersion"]):
    def in_force(self) -> "LexVersion | None":
        """The version every text is read with now."""
        return self.order_by("-number").first()


class LexVersion(models.Model):
    """One release of the whole lexicon. Going back makes a new number with the old content."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    content = models.JSONField(_("content"), null=True)  # null: made before contents were kept
    released_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, verbose_name=_("released by")
    )
    gate = models.JSONField(_("result of the gate"), default=dict)
    effect = models.JSONField(_("effect on the latest contacts"), default=dict)
    restores = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("restores")
    )

    objects = LexVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lexicon version")
        verbose_name_plural = _("lexicon versions")

    def __str__(self) -> str:
        return f"lex-{self.number}"


class Edited(models.Model):
    """Who touched a row of the draft last, and whether it is to stay."""

    active = models.BooleanField(_("active"), default=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, verbose_name=_("changed by")
    )

    class Meta:
        abstract = True


class LexTerm(Edited):
    """One word of one group with its weight: 1 weak hint, 2 mild, 3 clear, 4 strong, 5 act now."""

    group = models.CharField(_("group"), max_length=20)
    term = models.CharField(_("term"), max_length=60)
    weight = models.PositiveSmallIntegerField(
        _("weight"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    kind = models.CharField(_("kind"), max_length=5, choices=KINDS, default="word")
    lines = ArrayField(
        models.CharField(max_length=24), default=list, blank=True, verbose_name=_("business lines")
    )
    channels = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, verbose_name=_("channel groups")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lexicon term")
        verbose_name_plural = _("lexicon terms")
        constraints = [
            models.UniqueConstraint(fields=["group", "term"], name="one_weight_per_group_and_term"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="a_term_ends_after_it_begins",
            ),
        ]
        ordering = ["group", "-weight", "term"]

    def __str__(self) -> str:
        return f"{self.term}·{self.weight}"

    def as_term(self) -> Term:
        """The engine's form. Raises LexiconError when it can't be used."""
        return Term(self.group, self.term, self.weight, self.kind)

    def as_row(self) -> dict[str, Any]:
        """The form it has in a version's content."""
        return {
            "group": self.group,
            "term": self.term,
            "weight": self.weight,
            "kind": self.kind,
            "lines": sorted(self.lines),
            "channels": sorted(self.channels),
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }

    def clean(self) -> None:
        if not self.term:  # a form has said so already
            return
        try:
            self.as_term()
        except LexiconError as error:
            raise ValidationError({"term": str(error)}) from error


class LexCombo(Edited):
    """Words that mean more together; the expression is data that the engine checks when loading."""

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    rule = models.JSONField(_("rule"))

    class Meta:
        verbose_name = _("combination rule")
        verbose_name_plural = _("combination rules")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def as_combo(self) -> Combo:
        """The engine's form. Raises LexiconError or ExpressionError when it can't be used."""
        return combo_of(self.as_row())

    def as_row(self) -> dict[str, Any]:
        """The form it has in a version's content."""
        return {"code": self.code, "name": self.name, **self.rule}

    def clean(self) -> None:
        try:
            self.as_combo()
        except (ValueError, TypeError) as error:
            raise ValidationError({"rule": str(error)}) from error

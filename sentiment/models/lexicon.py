"""The words that matter, their combinations, and what people said against a reading."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sentiment.engine.lexicon import Combo, LexiconError, Term


class LexVersion(models.Model):
    """The lexicon is versioned as a whole: any edit makes the next number."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lexicon version")
        verbose_name_plural = _("lexicon versions")

    def __str__(self) -> str:
        return f"lex-{self.number}"


class LexTerm(models.Model):
    """One word of one group with its weight: 1 weak hint, 2 mild, 3 clear, 4 strong, 5 act now."""

    group = models.CharField(_("group"), max_length=20)
    term = models.CharField(_("term"), max_length=60)
    weight = models.PositiveSmallIntegerField(
        _("weight"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    kind = models.CharField(
        _("kind"),
        max_length=5,
        choices=(("word", _("word")), ("regex", _("pattern"))),
        default="word",
    )
    active = models.BooleanField(_("active"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lexicon term")
        verbose_name_plural = _("lexicon terms")
        constraints = [
            models.UniqueConstraint(fields=["group", "term"], name="one_weight_per_group_and_term")
        ]
        ordering = ["group", "-weight", "term"]

    def __str__(self) -> str:
        return f"{self.term}·{self.weight}"

    def as_term(self) -> Term:
        """The engine's form. Raises LexiconError when it can't be used."""
        return Term(self.group, self.term, self.weight, self.kind)

    def clean(self) -> None:
        try:
            self.as_term()
        except LexiconError as error:
            raise ValidationError({"term": str(error)}) from error


class LexCombo(models.Model):
    """Words that mean more together; the expression is data that the engine checks when loading."""

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    rule = models.JSONField(_("rule"))
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("combination rule")
        verbose_name_plural = _("combination rules")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def as_combo(self) -> Combo:
        """The engine's form. Raises LexiconError or ExpressionError when it can't be used."""
        return Combo(code=self.code, **self.rule | {"flags": tuple(self.rule.get("flags", ()))})

    def clean(self) -> None:
        try:
            self.as_combo()
        except (ValueError, TypeError) as error:
            raise ValidationError({"rule": str(error)}) from error


class Correction(models.Model):
    """What a person said the reading should have been; kept, and learnt from."""

    reading = models.ForeignKey("sentiment.Reading", models.CASCADE, related_name="corrections")
    field = models.CharField(_("field"), max_length=12)  # category, emotion, polarity
    before = models.CharField(_("machine said"), max_length=24)
    after = models.CharField(_("person says"), max_length=24)
    by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"

"""When to wake somebody: rules as data."""

from datetime import datetime
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alerts.domain.catalogue import Rule, RuleError, build_rule
from alerts.domain.ladder import LadderError, check_ladder
from alerts.models.risk import TIERS


class AlertRuleQuerySet(models.QuerySet["AlertRule"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def verdicts(self, since: datetime) -> dict[str, tuple[int, int]]:
        """Per rule how many alerts people found real and how many false since then."""
        judged = models.Q(alerts__closed_at__gte=since)
        rows = self.values_list("pk").annotate(
            real=models.Count("alerts", judged & models.Q(alerts__outcome="real")),
            false=models.Count("alerts", judged & models.Q(alerts__outcome="false")),
        )
        return {code: (real, false) for code, real, false in rows.order_by()}


@pghistory.track(model_name="AlertRuleHistory")
class AlertRule(models.Model):
    """One row of the rule catalogue. Its conditions are checked before it can be saved."""

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    conditions = models.JSONField(
        _("conditions"), help_text=_("All must hold. A rule without conditions never fires.")
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=TIERS)
    cooldown_minutes = models.PositiveIntegerField(
        _("silence after closing, in minutes"), default=0
    )
    ladder = models.JSONField(
        _("ladder"), help_text=_("Steps of {minutes, role}: who is told when nobody acknowledges.")
    )
    ack_minutes = models.PositiveIntegerField(_("to be acknowledged within, in minutes"))
    gather_from = models.PositiveIntegerField(
        _("alerts told one by one"),
        null=True,
        blank=True,
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Of one severity and department; further ones join one collective alert. "
            "Empty: each is told by itself."
        ),
    )
    gather_minutes = models.PositiveIntegerField(
        _("counted over, in minutes"),
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_("10 in 10 minutes: alarm flood of ISA-18.2 and EEMUA 191."),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = AlertRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert rule")
        verbose_name_plural = _("alert rules")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "zh").startswith("zh") else self.name_en

    def clean(self) -> None:
        """Build the domain rule, so that a bad one cannot be stored."""
        try:
            self.as_rule()
            check_ladder(self.ladder)
        except RuleError as error:
            raise ValidationError({"conditions": str(error)}) from error
        except LadderError as error:
            raise ValidationError({"ladder": str(error)}) from error

    def as_rule(self) -> Rule:
        """The rule as the domain knows it. Raises RuleError."""
        return build_rule(self.code, self.conditions, self.severity)

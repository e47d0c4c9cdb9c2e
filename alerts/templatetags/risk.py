"""Risk and alerts on other pages: `{% load risk %}`."""

from typing import Any

from django import template

from accounts.models import User
from alerts.faces import Place, quoted
from alerts.models import Alert, Risk
from alerts.panel import panel
from alerts.reasons import reasons
from complaints.models import Complaint

register = template.Library()
register.filter("reasons", reasons)


@register.inclusion_tag("alerts/risk.html#panel", takes_context=True)
def risk_panel(context: dict[str, Any], complaint: Complaint, user: User) -> dict[str, Any]:
    """`{% risk_panel complaint user %}`: score, parts, caps, floors, evidence, tier by hand."""
    return {**panel(complaint, user), "csrf_token": context.get("csrf_token")}


@register.simple_tag
def evidence_numbers(risk: Risk | None) -> dict[Place, int]:
    """The numbers of the panel by (contact, start, end), to mark the same words elsewhere."""
    return quoted(risk.parts) if risk else {}


@register.filter
def judgeable(alert: Alert, user: User) -> bool:
    """Whether this user may acknowledge and close."""
    return user.leads and alert.status != Alert.CLOSED

"""Portraits on other pages: the strip of a call and the panel of a complaint."""

from typing import Any

from django import template

from accounts.models import User
from complaints.models import Complainant
from profiling.faces import failures, panel, strip
from profiling.models import Portrait

register = template.Library()


@register.inclusion_tag("profiling/mini.html")
def mini_portrait(complainant: Complainant, user: User) -> dict[str, Any]:
    """The strip of whoever is on the phone.

    The page that asks has made sure that the user may see it: by `visible_to`, or because the
    user recognised the caller by the whole number.
    """
    return {"strip": strip(complainant, user)}


@register.inclusion_tag("profiling/panel.html")
def portrait_panel(complainant: Complainant, user: User) -> dict[str, Any]:
    """The portrait beside a complaint; empty facets are left out."""
    return panel(complainant, user)


@register.simple_tag
def failures_of(portrait: Portrait) -> list[tuple[str, str]]:
    """What we did wrong, as (word, tone)."""
    return failures(portrait)

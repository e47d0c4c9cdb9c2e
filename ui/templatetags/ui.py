"""Filters and tags of the parts: `{% load ui %}`."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ui import faces, words
from ui.icons import icon
from ui.strings import js_strings

register = template.Library()
register.simple_tag(icon)
register.simple_tag(js_strings)
register.simple_tag(faces.waterfall)
register.simple_tag(faces.gauge)
register.filter("tier_number", faces.tier_number)
register.filter("band", faces.band_of)


@register.filter
def tier_word(tier: Any) -> str:
    """普通, 敏感, 高风险 or 危机."""
    return str(faces.TIER_WORDS[faces.tier_number(tier)])


@register.filter
def duration(seconds: float | None) -> str:
    return "" if seconds is None else words.duration(seconds)


@register.filter
def clock_words(seconds_left: float) -> str:
    """What is left of a limit: 剩 2天6小时, 超时 06:12."""
    return words.clock_words(seconds_left)


@register.filter
def ago(moment: datetime | None) -> str:
    return words.ago(moment, timezone.now()) if moment else ""


@register.filter
def when(moment: datetime | None) -> str:
    return words.when(moment, timezone.now()) if moment else ""


@register.filter
def until(moment: datetime | None) -> str:
    return words.until(moment, timezone.now()) if moment else ""


@register.filter
def cnnum(value: float | None) -> str:
    return "" if value is None else words.count(value)


@register.filter
def signed(value: float | None, digits: int = 0) -> str:
    return "" if value is None else words.signed(value, digits)


@register.filter
def percent(share: float | None, digits: int = 0) -> str:
    return "" if share is None else words.percent(share, digits)


@register.filter
def pct_class(value: float, whole: float = 100) -> str:
    """`v-62`: a length as a class, for style attributes are forbidden."""
    return f"v-{faces.pct(100 * float(value or 0) / float(whole or 1))}"


@register.filter
def at_class(value: float, whole: float = 100) -> str:
    """`a-20`: a start as a class."""
    return f"a-{faces.pct(100 * float(value or 0) / float(whole or 1))}"


@register.simple_tag
def clock_face(due: datetime, total: Any = 0, state: str = "") -> faces.ClockFace:
    return faces.clock_face(due, total, state, timezone.now())


@register.simple_tag
def sparkline(
    values: list[float], kind: str = "c2", width: int = 52, height: int = 22, area: bool = False
) -> SafeString:
    """A small line with a dot at its end; `kind` is a colour class without k-."""
    if not values:
        return SafeString()
    points = faces.polyline(list(values), int(width), int(height))
    line = "M" + " L".join(f"{x} {y}" for x, y in points)
    (first, _), (x, y) = points[0], points[-1]
    fill = format_html('<path class="a" d="{} L{} {} L{} {}Z"/>', line, x, height, first, height)
    return format_html(
        '<svg class="sj-spark k-{}" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true">'
        '{}<path d="{}"/><circle cx="{}" cy="{}" r="2"/></svg>',
        kind, width, height, width, height, fill if area else "", line, x, y,
    )  # fmt: skip


@register.simple_tag
def control(field: BoundField, **attrs: str) -> SafeString:
    """A form field's widget in our clothes; errors are tied to it for screen readers."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return field.as_widget()
    kind = "form-select" if isinstance(widget, Select) else "form-control"
    kind = "sj-chk" if isinstance(widget, CheckboxInput) else kind
    names = (widget.attrs.get("class"), kind, "bad" if field.errors else "")
    attrs["class"] = " ".join(name for name in names if name)
    if field.errors:
        attrs["aria-describedby"] = f"{field.auto_id}_error"
    return field.as_widget(attrs={name.replace("_", "-"): value for name, value in attrs.items()})


@register.filter
def split(text: str) -> list[str]:
    return str(text).split()

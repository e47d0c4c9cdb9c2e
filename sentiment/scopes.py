"""Where a term of the lexicon may hold, and when, in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import BusinessLine

CHANNEL_GROUPS = {
    "VOICE": gettext_lazy("telephone"),
    "TEXT": gettext_lazy("text and online"),
    "FACE": gettext_lazy("face to face"),
    "SELF": gettext_lazy("self-service"),
    "BOT": gettext_lazy("robot"),
    "SOCIAL": gettext_lazy("social media"),
    "PLATFORM": gettext_lazy("complaint platforms"),
    "REGULATOR": gettext_lazy("regulators"),
    "GOV": gettext_lazy("government"),
    "MEDIATION": gettext_lazy("mediation"),
    "MEDIA": gettext_lazy("press"),
    "INTERNAL": gettext_lazy("internal"),
}


def line_choices() -> list[tuple[str, str]]:
    return [(line.code, line.name) for line in BusinessLine.objects.filter(active=True)]


def scope_words(lines: list[str], channels: list[str], names: dict[str, str]) -> str:
    """信用卡、电话; empty when it holds everywhere. `names` are those of the business lines."""
    where = [names.get(code, code) for code in lines]
    where += [str(CHANNEL_GROUPS.get(code, code)) for code in channels]
    return "、".join(where)


def validity(row: Any, today: date) -> str:
    """always, now, later or over: how a term stands to today."""
    if not row.valid_from and not row.valid_to:
        return "always"
    if row.valid_from and row.valid_from > today:
        return "later"
    return "over" if row.valid_to and row.valid_to < today else "now"


def validity_words(row: Any) -> str:
    """2026-11-01 – 2026-12-31, or one end of it."""
    start = row.valid_from.isoformat() if row.valid_from else ""
    end = row.valid_to.isoformat() if row.valid_to else ""
    if start and end:
        return f"{start} – {end}"
    if start:
        return _("from %(day)s") % {"day": start}
    return _("until %(day)s") % {"day": end} if end else ""

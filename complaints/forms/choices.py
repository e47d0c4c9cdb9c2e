"""What can be chosen in the form: reference data as grouped choices."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from complaints.models import BusinessLine, Category, Channel, DemandKind

Choices = Sequence[tuple[str, object]]
USUAL_CHANNELS = ("PHONE_HOTLINE", "CHAT_ONLINE", "APP", "COUNTER", "LETTER", "REG_NFRA")
USUAL_DEMANDS = (  # asked for most; the others are one click away
    "FACT_REFUND",
    "FACT_COMPENSATE",
    "FACT_VERIFY",
    "PROC_SPEED",
    "PROC_WRITTEN",
    "EMO_APOLOGY",
)


def category_choices() -> Choices:
    """Sixty kinds under their twelve groups."""
    rows = list(Category.objects.filter(active=True))
    kinds = [row for row in rows if row.parent_id]
    return [
        (group.name, [(kind.code, kind.name) for kind in kinds if kind.parent_id == group.code])
        for group in rows
        if not group.parent_id
    ]


def channel_choices() -> tuple[Choices, Choices]:
    """The channels used most as buttons, all others for the list beside them."""
    rows = {row.code: row.name for row in Channel.objects.filter(active=True)}
    usual = [(code, rows.pop(code)) for code in USUAL_CHANNELS if code in rows]
    return usual, [("", _("Other channel…")), *rows.items()]


def business_line_choices() -> Choices:
    """Business lines, one group per industry."""
    industries = {
        "FIN": _("Finance"), "INS": _("Insurance"), "TEL": _("Telecoms"), "ECO": _("E-commerce"),
        "UTIL": _("Utilities"), "GOV": _("Public services"),
    }  # fmt: skip
    rows: Iterable[BusinessLine] = BusinessLine.objects.filter(active=True)
    groups = groupby(rows, key=lambda row: row.industry)
    return [
        ("", _("Later")),
        *(
            (industries.get(name, name), [(r.code, r.name) for r in group])
            for name, group in groups
        ),
    ]


def demand_choices() -> list[tuple[str, str]]:
    """What people ask for, the usual first."""
    rows = {row.code: row.name for row in DemandKind.objects.filter(active=True)}
    usual = [(code, rows.pop(code)) for code in USUAL_DEMANDS if code in rows]
    return [*usual, *rows.items()]

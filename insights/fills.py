"""Entries of the form that the text or an earlier complaint suggests, each saying which.

Shown dashed; they fill nothing by themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import BusinessLine, Channel, Complaint, Contact, DemandKind
from complaints.services.drafts import DESK
from insights.typed import Typed
from sentiment.engine import Reading as Seen

FIRST_DIGIT, LAST_DIGIT = 4, 9  # 1 to 3 accept a category
DEMANDS = 3
QUOTED = re.compile(r"《([^《》]{2,30})》")

TEXT, LAST, EARLIER = "text", "last", "earlier"  # where an entry comes from

Entry = tuple[str, str, str, str]  # field, value, word, source


@dataclass(frozen=True, slots=True)
class Fill:
    """One entry that can be accepted by its digit."""

    digit: int
    field: str
    label: str
    value: str
    word: str
    source: str  # in words
    on: bool


def fills(seen: Seen, typed: Typed, *, user: User) -> list[Fill]:
    """At most six entries, in the order of the form; one that is accepted stays, shown as such."""
    labels = {
        "channel": _("Channel"), "business_line": _("Business line"), "amount": _("Amount"),
        "demands": _("Demand"), "product": _("Product"), "people": _("People"),
    }  # fmt: skip
    sources = {
        TEXT: _("from the text"),
        LAST: _("as you registered last"),
        EARLIER: _("an earlier complaint’s, named in the text"),
    }
    entries = islice(_entries(seen, typed, user), LAST_DIGIT - FIRST_DIGIT + 1)
    return [
        Fill(
            digit, field, labels[field], value, word, sources[source], value in _given(typed, field)
        )
        for digit, (field, value, word, source) in enumerate(entries, FIRST_DIGIT)
    ]


def _given(typed: Typed, field: str) -> tuple[str, ...]:
    if field == "demands":
        return typed.demands
    value = getattr(typed, field)
    if field == "amount" and value is not None:
        return (f"{value:.2f}",)
    return () if value in (None, "") else (str(value),)


def _entries(seen: Seen, typed: Typed, user: User) -> Iterator[Entry]:
    yield from _demands(seen)
    if seen.amount:
        amount = f"{Decimal(seen.amount):.2f}"
        yield "amount", amount, _("%(amount)s yuan") % {"amount": amount}, TEXT
    yield from _business_line(typed)
    if not typed.channel:
        yield from _channel(user)
    if seen.people and seen.people > 1:
        yield "people", str(seen.people), str(seen.people), TEXT
    yield from _product(typed, user)


def _demands(seen: Seen) -> Iterator[Entry]:
    first = list(seen.demands)[:DEMANDS]
    kinds = DemandKind.objects.filter(active=True).in_bulk(first)
    for code in first:
        if code in kinds:
            yield "demands", code, kinds[code].name, TEXT


def _business_line(typed: Typed) -> Iterator[Entry]:
    """The line whose Chinese name the text mentions; the longest name says most."""
    lines = BusinessLine.objects.filter(active=True)
    named = [line for line in lines if line.name_zh in typed.text]
    if named:
        line = max(named, key=lambda line: len(line.name_zh))
        yield "business_line", line.code, line.name, TEXT


def _channel(user: User) -> Iterator[Entry]:
    """The channel this agent registered last: who takes calls takes the next call too."""
    last = Contact.objects.filter(complaint__registered_by=user, author=user, source=DESK)
    code = last.order_by("-complaint__received_at").values_list("channel", flat=True).first()
    channel = Channel.objects.filter(pk=code, active=True).first() if code else None
    if channel:
        yield "channel", channel.code, channel.name, LAST


def _product(typed: Typed, user: User) -> Iterator[Entry]:
    """A title in 《》, else a product of this person's earlier complaints that the text names."""
    if match := QUOTED.search(typed.text):
        yield "product", match[1], match[1], TEXT
        return
    if typed.complainant_id is None:
        return
    earlier = Complaint.objects.visible_to(user).filter(complainant=typed.complainant_id)
    for product in earlier.exclude(product="").values_list("product", flat=True)[:20]:
        if product in typed.text:
            yield "product", product, product, EARLIER
            return

"""Facts of risk for a whole batch of complaints, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from alerts.domain.contacts import (
    Suggestion,
    Touch,
    Visit,
    channels,
    handling,
    repeats,
    sizes,
    surest,
)
from alerts.domain.facts import RiskFacts
from alerts.domain.reading import Seen, injuries, words_of
from alerts.services.rulebook import rulebook
from complaints.models import Complaint, Contact, Promise

MOST_CONTACTS = 30  # the newest of a complaint; older ones no longer speak for its state
MOST_VISITS = 60  # of a person within 30 days; more than any rule asks for

TOUCH = (
    "complaint_id", "pk", "occurred_at", "channel_id", "channel__group", "wait_seconds",
    "transfers", "reading__emotion", "reading__intensity", "reading__flags",
    "reading__detail__combos", "reading__detail__evidence", "reading__detail__people",
    "reading__detail__flags",
    "reading__category_id", "reading__category__points", "reading__category__flags",
    "reading__confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """One complaint with its facts; `last` is its newest reading."""

    complaint: Complaint
    facts: RiskFacts
    last: Seen | None
    contacts: int


def for_gathering(ids: Iterable[int]) -> QuerySet[Complaint]:
    """The complaints of a batch as `gather` needs them, in a fixed order."""
    return (
        Complaint.objects.filter(pk__in=list(ids))
        .select_related("category", "channel")
        .order_by("pk")
    )


def gather(complaints: Sequence[Complaint], now: datetime) -> list[Gathered]:
    """The facts of these complaints, which come from `for_gathering`.

    What people confirmed stands above what the engine suggests.
    """
    people = {complaint.complainant_id for complaint in complaints}
    touches = _touches([complaint.pk for complaint in complaints])
    broken = _broken_promises(people, now)
    visits = _visits(people, touches)
    return [
        _gathered(
            complaint,
            touches[complaint.pk],
            broken[complaint.complainant_id],
            visits[complaint.complainant_id],
        )
        for complaint in complaints
    ]


def broken_promises(people: Iterable[int], now: datetime) -> dict[int, int]:
    """How many promises of late we broke to each of these complainants, in whatever matter."""
    return {person: found.total() for person, found in _broken_promises(people, now).items()}


def _broken_promises(people: Iterable[int], now: datetime) -> dict[int, Counter[int]]:
    """Per complainant and complaint how many promises of late we broke."""
    since = now - timedelta(days=rulebook().settings["promise_days"])
    rows = Promise.objects.filter(complaint__complainant__in=people, due_at__gte=since).broken(now)
    counts = rows.values_list("complaint__complainant", "complaint").annotate(Count("pk"))
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for person, complaint, count in counts:
        found[person][complaint] = count
    return found


def _touches(ids: Sequence[int]) -> dict[int, list[Touch]]:
    """The newest contacts from the complainant with their readings, oldest first."""
    newest = Window(RowNumber(), partition_by="complaint_id", order_by=["-occurred_at", "-pk"])
    rows = (
        Contact.objects.filter(complaint__in=ids, direction=Contact.IN)
        .annotate(rank=newest)
        .filter(rank__lte=MOST_CONTACTS)
        .order_by("occurred_at", "pk")
        .values_list(*TOUCH)
    )
    found: dict[int, list[Touch]] = defaultdict(list)
    for complaint, *values in rows:
        found[complaint].append(_touch(values))
    return found


def _touch(values: Sequence[Any]) -> Touch:
    pk, at, channel, group, wait, transfers, *read = values
    emotion, intensity, flags, combos, evidence, people, places, code, *category = read
    if emotion is None:
        return Touch(pk, at, channel, group, wait, transfers)
    detail = {
        "combos": combos or (), "evidence": evidence or (), "people": people,
        "flags": places or (),
    }  # fmt: skip
    seen = Seen(pk, emotion, intensity, tuple(flags), detail)
    points, defaults, sure = category
    suggestion = Suggestion(code, points, tuple(defaults), sure) if code else None
    return Touch(pk, at, channel, group, wait, transfers, seen, suggestion)


def _visits(people: Iterable[int], touches: dict[int, list[Touch]]) -> dict[int, list[Visit]]:
    """Per person the newest contacts within 30 days of the oldest complaint's last one."""
    times = [found[-1].at for found in touches.values()]
    visits: dict[int, list[Visit]] = defaultdict(list)
    if not times:
        return visits
    newest = Window(RowNumber(), partition_by="complainant_id", order_by=["-occurred_at", "-pk"])
    rows = (
        Contact.objects.filter(
            complainant__in=people,
            direction=Contact.IN,
            occurred_at__gt=min(times) - timedelta(days=30),
        )
        .annotate(rank=newest, matter=Coalesce("complaint__category", "reading__category"))
        .filter(rank__lte=MOST_VISITS)
        .values_list("complainant_id", "pk", "complaint_id", "matter", "occurred_at")
    )
    for person, *visit in rows:
        visits[person].append(Visit(*visit))
    return visits


def _gathered(
    complaint: Complaint,
    touches: Sequence[Touch],
    broken: Counter[int],
    visits: Sequence[Visit],
) -> Gathered:
    settings = rulebook().settings
    seen = [touch.seen for touch in touches if touch.seen]
    words = words_of(seen, settings)
    category, points, flags = _category(complaint, touches)
    numbers = {
        **handling(touches, broken.total(), here=broken[complaint.pk]),
        **channels(touches, settings["public_groups"]),
        **repeats(complaint.pk, category, touches, visits),
        **words.numbers,
        **sizes(complaint.people, complaint.amount, words.numbers),
        **injuries(category, words.combos),
    }
    facts = RiskFacts(category, points, flags, words.flags, words.combos, numbers)
    return Gathered(complaint, facts, seen[-1] if seen else None, len(touches))


def _category(complaint: Complaint, touches: Sequence[Touch]) -> tuple[str, int, frozenset[str]]:
    """The confirmed category, else the surest suggestion of any contact."""
    if complaint.category is not None:
        confirmed = complaint.category
        return confirmed.pk, confirmed.points, frozenset(confirmed.flags)
    suggested = surest(touches)
    if suggested is None:
        return "", 0, frozenset()
    return suggested.code, suggested.points, frozenset(suggested.flags)

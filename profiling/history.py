"""Gather what is known about many complainants at once: a fixed number of queries per batch."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Count, F, Model, Q, Value
from django.db.models.functions import Coalesce

from complaints.domain.status import FINISHED
from complaints.models import Channel, Clock, Complainant, Complaint, Contact, Promise
from profiling.domain.facts import (
    ClockFacts,
    ContactFacts,
    History,
    MatterFacts,
    PersonFacts,
    PromiseFacts,
)
from profiling.domain.labels import MAX_WORDS, QUOTABLE
from sentiment.engine.cues import cue_lists

LOADED = 200  # contacts and complaints per complainant, the newest
QUOTED = 30  # of these so many are quoted from
QUOTED_CHARACTERS = 2000
CLOSED = frozenset(status.value for status in FINISHED)

CONTACTS = """
SELECT c.complainant_id, c.id, c.complaint_id, c.occurred_at, c.channel_id, c.direction,
       c.wait_seconds, c.transfers, r.emotion, r.intensity, r.flags, r.demands,
       CASE WHEN c.place <= %(quoted)s THEN r.detail END,
       CASE WHEN c.place <= %(quoted)s THEN left(c.text, %(characters)s) END
FROM unnest(%(people)s) AS person(id)
CROSS JOIN LATERAL (
    SELECT *, row_number() OVER (ORDER BY occurred_at DESC, id DESC) AS place
    FROM complaints_contact WHERE complainant_id = person.id
    ORDER BY occurred_at DESC, id DESC LIMIT %(loaded)s
) AS c
LEFT JOIN sentiment_reading AS r ON r.contact_id = c.id
"""
COMPLAINTS = """
SELECT c.complainant_id, c.id, c.received_at, c.channel_id, c.status, c.finished_at,
       c.business_line_id, c.product, c.demands, c.amount
FROM unnest(%(people)s) AS person(id)
CROSS JOIN LATERAL (
    SELECT * FROM complaints_complaint WHERE complainant_id = person.id
    ORDER BY received_at DESC, id DESC LIMIT %(loaded)s
) AS c
"""


def histories(people: Sequence[Complainant], now: datetime) -> Iterator[tuple[int, History]]:
    """The history of each complainant, by id. `now` decides which limits are overdue."""
    ids = [person.pk for person in people]
    groups = dict(Channel.objects.values_list("code", "group"))
    contacts, matters = _contacts(ids, groups), _matters(ids, groups)
    owner = {matter.id: pk for pk, rows in matters.items() for matter in rows}
    promises, clocks = _promises(owner), _late_clocks(owner, now)
    said, filed = _totals(Contact, contacts), _totals(Complaint, matters)
    for person in people:
        pk = person.pk
        yield (
            pk,
            History(
                person=_person(person),
                matters=tuple(matters[pk]),
                contacts=tuple(contacts[pk]),
                promises=tuple(promises[pk]),
                clocks=tuple(clocks[pk]),
                contacts_total=said.get(pk, 0),
                complaints_total=filed.get(pk, 0),
            ),
        )


def _person(person: Complainant) -> PersonFacts:
    return PersonFacts(person.kind, person.birth_year, person.customer_level, person.customer_since)


def _rows(sql: str, ids: list[int]) -> list[tuple]:
    values: dict[str, Any] = {
        "people": ids,
        "loaded": LOADED,
        "quoted": QUOTED,
        "characters": QUOTED_CHARACTERS,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _contacts(ids: list[int], groups: dict[str, str]) -> dict[int, list[ContactFacts]]:
    found = defaultdict(list)
    for row in _rows(CONTACTS, ids):
        person, pk, matter, at, channel, direction, wait, transfers, *read = row
        emotion, intensity, flags, demands, detail, text = read
        seen = json.loads(detail) if detail else {}
        found[person].append(
            ContactFacts(
                id=pk,
                matter=matter,
                at=at,
                channel=channel,
                group=groups.get(channel, ""),
                incoming=direction == Contact.IN,
                wait_seconds=wait,
                transfers=transfers,
                emotion=emotion or "",
                intensity=intensity or 0.0,
                emotion_p=_shares(emotion, seen.get("emotion") or {}),
                motives=_points(seen.get("motive") or {}),
                demands=tuple(demands or ()) if seen else (),
                flags=tuple(flags or ()),
                words=tuple(_words(text, seen)) if text else (),
            )
        )
    return found


def _shares(emotion: str | None, read: dict[str, Any]) -> dict[str, float]:
    """How the emotions share a contact; where a person said another one, it has all."""
    if emotion and emotion != read.get("primary"):
        return {emotion: 1.0} if read else {}
    return read.get("distribution", {})


def _points(motive: dict[str, float]) -> dict[str, float]:
    """Motives in points of 100, as portraits show them."""
    return {code: round(100 * p, 1) for code, p in motive.items()}


def _words(text: str, seen: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Quotations: spans of the emotion that won and of QUOTABLE groups, cues of the motives."""
    won = (seen.get("emotion") or {}).get("primary")
    for span in seen.get("evidence") or ():
        code = span["code"]
        if (code in QUOTABLE or code == won) and span["end"] <= len(text):
            yield code, text[span["start"] : span["end"]]
    for code in seen.get("motive") or ():
        for cue in islice((cue for cue in _cues(code) if cue in text), MAX_WORDS):
            yield code, cue


@cache
def _cues(motive: str) -> tuple[str, ...]:
    """The words of one motive, the telling ones first; pairs with a gap are not quoted."""
    lists = cue_lists("motives").get(motive, {})
    words = [*lists.get("strong", ()), *lists.get("usual", ())]
    return tuple(word for word in words if len(word) > 1 and "…" not in word)


def _matters(ids: list[int], groups: dict[str, str]) -> dict[int, list[MatterFacts]]:
    found = defaultdict(list)
    for row in _rows(COMPLAINTS, ids):
        person, pk, received_at, channel, status, finished_at, line, product, demands, amount = row
        found[person].append(
            MatterFacts(
                id=pk,
                received_at=received_at,
                group=groups.get(channel, ""),
                open=status not in CLOSED,
                finished_at=finished_at,
                business_line=line or "",
                product=product,
                demands=tuple(demands),
                amount="" if amount is None else str(amount),
            )
        )
    return found


def _promises(owner: dict[int, int]) -> dict[int, list[PromiseFacts]]:
    found = defaultdict(list)
    rows = Promise.objects.filter(complaint__in=owner.keys())
    for row in rows.values_list("pk", "complaint_id", "due_at", "kept_at"):
        found[owner[row[1]]].append(PromiseFacts(*row))
    return found


def _late_clocks(owner: dict[int, int], now: datetime) -> dict[int, list[ClockFacts]]:
    found = defaultdict(list)
    late = Q(due_at__lt=Coalesce(F("stopped_at"), Value(now)))
    rows = Clock.objects.filter(late, complaint__in=owner.keys())
    for row in rows.values_list("pk", "complaint_id", "due_at", "stopped_at"):
        found[owner[row[1]]].append(ClockFacts(*row))
    return found


def _totals(model: type[Model], loaded: dict[int, list]) -> dict[int, int]:
    """How many rows there are of those whose rows were not all loaded; mostly nobody."""
    full: Iterable[int] = [pk for pk, rows in loaded.items() if len(rows) >= LOADED]
    if not full:
        return {}
    rows = model._default_manager.filter(complainant__in=full).values("complainant")
    return dict(rows.annotate(count=Count("pk")).values_list("complainant", "count"))

"""Raise alerts and bring them to an end. One live alert per rule and subject, whoever is first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from alerts.facts import AlertRaised
from alerts.models import Alert, AlertRule
from alerts.services.floods import crowds_for, overflow, recount
from alerts.services.timing import minutes_for
from outbox.live import announce
from outbox.services import publish

REFRESHED = (
    "severity", "title", "evidence", "hits", "department", "status", "ack_due_at", "next_step_at",
    "version", "group", "told_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a rule saw. The same rule and subject again is the same alert."""

    rule: str
    subject: str
    severity: int
    title: str
    evidence: list[dict[str, Any]]
    hits: int = 1
    complaint_id: int | None = None
    department_id: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.rule, self.subject


@transaction.atomic
def raise_alerts(candidates: Sequence[Candidate], *, now: datetime | None = None) -> list[Alert]:
    """Raise what is new, renew what is live; returns the alerts that somebody must be told of.

    Those are new ones and live ones that have become worse. An alert that was closed stays quiet
    for the rule's cooldown, and as long as nothing else is seen than what was judged. Running it
    twice changes nothing.
    """
    now = now or timezone.now()
    wanted = {each.key: each for each in candidates}
    rules = AlertRule.objects.active().in_bulk({rule for rule, _ in wanted})
    wanted = {key: each for key, each in wanted.items() if key[0] in rules}
    live = _live(wanted)
    silent = _silenced([wanted[key] for key in wanted.keys() - live.keys()], rules, now)
    fresh = [wanted[key] for key in wanted if key not in live and key not in silent]
    raised = _create(fresh, rules, now)
    late = {each.key for each in fresh} - {(alert.rule_id, alert.subject) for alert in raised}
    live |= _live({key: wanted[key] for key in late})  # somebody else was first in this instant
    told = _gathered(raised + _renew(live, wanted, rules, now), rules, now)
    publish(*(AlertRaised(alert.pk) for alert in told))
    tell([*live.values(), *told])
    return told


def _gathered(alerts: Sequence[Alert], rules: dict[str, AlertRule], now: datetime) -> list[Alert]:
    """What is told one by one, and the new collective alerts of what would be too much."""
    over = overflow(alerts, rules, now)
    if not over:
        return list(alerts)
    crowds, new = crowds_for(over, rules, now)
    for kind, members in over.items():
        pks = [alert.pk for alert in members]
        Alert.objects.filter(pk__in=pks).update(group=crowds[kind], next_step_at=None)
    tell(recount(crowds.values()))
    inside = {alert.pk for members in over.values() for alert in members}
    return [*(alert for alert in alerts if alert.pk not in inside), *new]


def tell(alerts: Sequence[Alert]) -> None:
    """Refresh the pages that show these alerts."""
    announce("alerts", [alert.pk for alert in alerts])


def _live(wanted: dict[tuple[str, str], Candidate]) -> dict[tuple[str, str], Alert]:
    rows = (
        Alert.objects.live()
        .select_for_update(of=("self",))
        .filter(rule__in={r for r, _ in wanted}, subject__in={s for _, s in wanted})
        .order_by("pk")
    )
    found = {(alert.rule_id, alert.subject): alert for alert in rows}
    return {key: alert for key, alert in found.items() if key in wanted}


def _silenced(
    candidates: Sequence[Candidate], rules: dict[str, AlertRule], now: datetime
) -> set[tuple[str, str]]:
    """Which of them were closed too recently, or closed with all that is seen now."""
    newest: dict[tuple[str, str], Alert] = {}
    rows = Alert.objects.filter(
        status=Alert.CLOSED,
        rule__in={each.rule for each in candidates},
        subject__in={each.subject for each in candidates},
    )
    for alert in rows.order_by("closed_at"):
        newest[alert.rule_id, alert.subject] = alert
    return {
        each.key
        for each in candidates
        if each.key in newest and _quiet(each, newest[each.key], rules[each.rule], now)
    }


def _quiet(candidate: Candidate, closed: Alert, rule: AlertRule, now: datetime) -> bool:
    if candidate.severity > closed.severity:
        return False
    over = closed.closed_at + timedelta(minutes=rule.cooldown_minutes) if closed.closed_at else now
    return now < over or _pieces(candidate.evidence) <= _pieces(closed.evidence)


def _pieces(evidence: list[dict[str, Any]]) -> set[str]:
    """What was seen in which contact; what was seen as a whole where there are no places.

    Where in the contact it stands does not count: a newer engine may mark a word more.
    """
    places = {
        f"{cite.get('what')} {cite.get('contact')}"
        for held in evidence
        for cite in held.get("evidence", ())
    }
    return places or {json.dumps(held, sort_keys=True) for held in evidence}


def _create(
    candidates: Sequence[Candidate], rules: dict[str, AlertRule], now: datetime
) -> list[Alert]:
    """Insert with keys taken beforehand, so that we know which rows are ours and which lost."""
    alerts = [_row(each, rules[each.rule], now) for each in candidates]
    for alert, pk in zip(alerts, _next_keys(len(alerts)), strict=True):
        alert.pk = pk
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)
    ours = set(Alert.objects.filter(pk__in=[a.pk for a in alerts]).values_list("pk", flat=True))
    return [alert for alert in alerts if alert.pk in ours]


def _next_keys(count: int) -> list[int]:
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('alerts_alert', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [key for (key,) in cursor.fetchall()]


def _row(candidate: Candidate, rule: AlertRule, now: datetime) -> Alert:
    alert = Alert(
        rule=rule,
        subject=candidate.subject,
        complaint_id=candidate.complaint_id,
        department_id=candidate.department_id,
        severity=candidate.severity,
        title=candidate.title[:120],
        evidence=candidate.evidence,
        hits=candidate.hits,
        raised_at=now,
        ack_due_at=now,
    )
    alert.ack_due_at = now + timedelta(minutes=minutes_for(rule, alert.severity))
    alert.next_step_at = now  # the first step of the ladder is told at once
    alert.told_at = now
    return alert


def _renew(
    live: dict[tuple[str, str], Alert],
    wanted: dict[tuple[str, str], Candidate],
    rules: dict[str, AlertRule],
    now: datetime,
) -> list[Alert]:
    """Bring live alerts up to date; returns those that became worse."""
    changed, worse = [], []
    for key, alert in live.items():
        alert.rule = rules[key[0]]
        seen = _never_milder(wanted[key], alert)
        if seen.severity > alert.severity:
            worse.append(alert)
        if _update(alert, seen, now):
            changed.append(alert)
    Alert.objects.bulk_update(changed, REFRESHED)
    return worse


def _never_milder(candidate: Candidate, alert: Alert) -> Candidate:
    return replace(candidate, severity=max(candidate.severity, alert.severity))


def _update(alert: Alert, seen: Candidate, now: datetime) -> bool:
    values = {
        "severity": seen.severity,
        "title": seen.title[:120],
        "evidence": seen.evidence,
        "hits": seen.hits,
        "department_id": seen.department_id,
    }
    worse = seen.severity > alert.severity
    if all(getattr(alert, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(alert, name, value)
    alert.version += 1
    if worse:  # it waits again, with the time its severity gives, and the next on the ladder hears
        alert.status, alert.next_step_at, alert.told_at = Alert.OPEN, now, now
        alert.group = None
        limit = timedelta(minutes=minutes_for(alert.rule, alert.severity))
        alert.ack_due_at = min(alert.ack_due_at, now + limit)
    return True

"""Too many alerts of one kind at once: the further ones join one collective alert.

They stay alerts of their own, each with its evidence, but nobody is told of them one by one; who
acknowledges or closes the collective alert does so for all of them (docs/decisions/0014).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from alerts.models import Alert, AlertRule
from alerts.models.alert import CROWD
from alerts.services.timing import minutes_for

Kind = tuple[str, int, int | None]  # rule, severity, department


def kind_of(alert: Alert) -> Kind:
    """What is gathered together: a grave one never hides among milder ones."""
    return alert.rule_id, alert.severity, alert.department_id


def overflow(
    alerts: Sequence[Alert], rules: Mapping[str, AlertRule], now: datetime
) -> dict[Kind, list[Alert]]:
    """Those of these alerts, new or worse, that are more than their rule tells one by one."""
    counts = _lately({rules[each.rule_id].pk: rules[each.rule_id] for each in alerts}, alerts, now)
    over: dict[Kind, list[Alert]] = defaultdict(list)
    for alert in alerts:
        kind, most = kind_of(alert), rules[alert.rule_id].gather_from
        counts[kind] += 1
        if most is not None and counts[kind] > most:
            over[kind].append(alert)
    return over


def _lately(rules: Mapping[str, AlertRule], but: Sequence[Alert], now: datetime) -> Counter[Kind]:
    """How many of each kind were new or worse within the minutes of their rule, without these."""
    mine = [alert.pk for alert in but]
    counts: Counter[Kind] = Counter()
    for rule in rules.values():
        if rule.gather_from is None:
            continue
        since = now - timedelta(minutes=rule.gather_minutes)
        rows = Alert.objects.filter(rule=rule, told_at__gt=since).exclude(pk__in=mine)
        kinds = (
            rows.exclude(subject__startswith=CROWD)
            .order_by()
            .values_list("severity", "department")
            .annotate(Count("pk"))
        )
        counts |= {(rule.pk, *kind): count for *kind, count in kinds}
    return counts


def crowds_for(
    kinds: Iterable[Kind], rules: Mapping[str, AlertRule], now: datetime
) -> tuple[dict[Kind, Alert], list[Alert]]:
    """The live collective alert of each kind, and which of them are new and not yet told."""
    wanted = {(kind[0], _subject(kind)): kind for kind in kinds}
    live = _live(wanted)
    missing = [wanted[key] for key in sorted(wanted.keys() - live.keys())]  # all in one order
    Alert.objects.bulk_create(
        [_crowd(kind, rules[kind[0]], now) for kind in missing], ignore_conflicts=True
    )
    if missing:
        live = _live(wanted)
    new = [live[key] for key, kind in wanted.items() if kind in missing and key in live]
    return {wanted[key]: alert for key, alert in live.items()}, new


def _live(wanted: Mapping[tuple[str, str], Kind]) -> dict[tuple[str, str], Alert]:
    rows = Alert.objects.live().filter(
        rule__in={rule for rule, _ in wanted}, subject__in={subject for _, subject in wanted}
    )
    found = {(alert.rule_id, alert.subject): alert for alert in rows.select_related("rule")}
    return {key: alert for key, alert in found.items() if key in wanted}


def _subject(kind: Kind) -> str:
    _, severity, department = kind
    return f"{CROWD}{severity}:{department or '-'}"


def _crowd(kind: Kind, rule: AlertRule, now: datetime) -> Alert:
    _, severity, department = kind
    seen = {"most": rule.gather_from, "minutes": rule.gather_minutes}
    return Alert(
        rule=rule,
        subject=_subject(kind),
        department_id=department,
        severity=severity,
        title=rule.name_zh,
        evidence=[{"kind": "flood", "seen": seen, "times": 0, "evidence": []}],
        hits=0,
        raised_at=now,
        ack_due_at=now + timedelta(minutes=minutes_for(rule, severity)),
        next_step_at=now,
        told_at=now,
    )


def recount(crowds: Iterable[Alert]) -> list[Alert]:
    """Say how many each collective alert stands for; called last, as its row is shared by all."""
    pks = sorted(crowd.pk for crowd in crowds)
    rows = Alert.objects.filter(pk__in=pks).select_for_update(of=("self",), no_key=True)
    locked = list(rows.select_related("rule").order_by("pk"))
    for crowd in locked:
        crowd.hits = crowd.members.count()
        crowd.version += 1
    Alert.objects.bulk_update(locked, ["hits", "version"])
    return locked

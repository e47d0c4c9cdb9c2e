"""Give the demo its past: work done, clocks kept and broken, alerts judged long ago.

The services act now, by design. A past can't be made with them, so this module, and only this one,
writes times into rows directly; it touches demo rows alone.
"""

from datetime import datetime, timedelta
from random import Random

import pgtrigger
from django.apps import apps
from django.db import transaction

from accounts.models import User
from alerts.models import Alert, Notice
from complaints.domain.status import Status
from complaints.models import Clock, Complaint, Contact, Promise
from insights.demo.grammar import GRAMMAR

FRESH = timedelta(hours=20)  # younger complaints are left as they came in
STEPS = (Status.ACCEPTED, Status.PROCESSING, Status.ANSWERED, Status.CLOSED)
LATE = 0.06  # share of decisions after the 15th day
PROMISED = 0.08
JUDGED = (
    "raised_at",
    "ack_due_at",
    "next_step_at",
    "status",
    "acknowledged_at",
    "acknowledged_by",
    "closed_at",
    "closed_by",
    "outcome",
)


@transaction.atomic
def age(now: datetime, people: dict[str, User], dice: Random) -> None:
    """Age all demo complaints as if they had been handled as they came."""
    team = [people["agent"], people["agent2"]]
    old = Complaint.objects.filter(is_demo=True, received_at__lt=now - FRESH)
    cases = list(old.exclude(contacts__text=GRAMMAR["riser"][0]).order_by("pk"))
    steps = {case.pk: _steps(case, now, dice) for case in cases}
    with pgtrigger.ignore("complaints.Complaint:update_update"):
        _write(cases, steps, team, dice)
    _stop_clocks(cases, steps)
    _answers(cases, steps, people, dice)
    _promises(now, people, dice)
    _judge_alerts(now, people, dice)


type_of_steps = list[tuple[datetime, Status]]


def _steps(case: Complaint, now: datetime, dice: Random) -> type_of_steps:
    """When the case took which step, as far as it has come by now."""
    days = (
        dice.uniform(15.2, 22) if dice.random() < LATE else min(dice.lognormvariate(1.3, 0.8), 14.8)
    )
    span = timedelta(days=max(days, 0.3))
    shares = (dice.uniform(0.005, 0.05), dice.uniform(0.06, 0.3), 1.0, 1.0)
    times = [case.received_at + span * share for share in shares]
    times[3] += timedelta(days=dice.uniform(1, 4))
    return [(at, step) for at, step in zip(times, STEPS, strict=True) if at < now]


def _write(
    cases: list[Complaint], steps: dict[int, type_of_steps], team: list[User], dice: Random
) -> None:
    """The row as it is now, and in the history what it was before each step."""
    history = apps.get_model("complaints", "ComplaintHistory")
    fields = [f.attname for f in Complaint._meta.concrete_fields]
    past, times = [], []
    for case in cases:
        for at, step in steps[case.pk]:
            before = {name: getattr(case, name) for name in fields}
            past.append(history(pgh_label="update", pgh_obj_id=case.pk, **before))
            times.append(at)
            case.owner = case.owner or dice.choice(team)
            case.status, case.version = step.value, case.version + 1
            case.finished_at = at if step is Status.CLOSED else None
    Complaint.objects.bulk_update(
        cases, ["status", "owner", "version", "finished_at"], batch_size=500
    )
    rows = history.objects.bulk_create(past, batch_size=500)
    for row, at in zip(rows, times, strict=True):
        row.pgh_created_at = at  # set by the field itself on insert, so written once more
    history.objects.bulk_update(rows, ["pgh_created_at"], batch_size=500)


def _stop_clocks(cases: list[Complaint], steps: dict[int, type_of_steps]) -> None:
    answered = {
        pk: at for pk, taken in steps.items() for at, step in taken if step is Status.ANSWERED
    }
    clocks = list(Clock.objects.filter(complaint__in=list(answered)))
    for clock in clocks:
        clock.stopped_at, clock.next_step_at = answered[clock.complaint_id], None
    Clock.objects.bulk_update(clocks, ["stopped_at", "next_step_at"], batch_size=500)


def _answers(cases: list[Complaint], steps, people: dict[str, User], dice: Random) -> None:
    """What we wrote to a third of those who got an answer."""
    rows = []
    for case in cases:
        at = next((at for at, step in steps[case.pk] if step is Status.ANSWERED), None)
        if at and dice.random() < 0.33:
            rows.append(
                Contact(
                    complaint=case,
                    complainant_id=case.complainant_id,
                    channel_id="SMS",
                    direction=Contact.OUT,
                    text=dice.choice(GRAMMAR["answers"]),
                    occurred_at=at,
                    created_at=at,
                    author=case.owner,
                    source="desk",
                )
            )
    Contact.objects.bulk_create(rows, batch_size=500)


def _promises(now: datetime, people: dict[str, User], dice: Random) -> None:
    rows = []
    for case in Complaint.objects.filter(is_demo=True, channel__group="VOICE").order_by("pk"):
        riser = (
            case.contacts.count() > 2 and case.category_id == "FEE02"
            if case.version == 1
            else False
        )
        if riser or dice.random() < PROMISED:
            due = case.received_at + timedelta(days=3 if riser else dice.uniform(0.1, 2))
            kept = (
                None if riser or dice.random() < 0.2 else due - timedelta(hours=dice.uniform(0, 4))
            )
            kept = kept if kept and case.received_at < kept < now else None
            what = "三个工作日内退费" if riser else "专员回电"
            rows.append(
                Promise(
                    complaint=case,
                    what=what,
                    due_at=due,
                    kept_at=kept,
                    made_by=people["agent"],
                    created_at=case.received_at,
                )
            )
    Promise.objects.bulk_create(rows, batch_size=500)


def _judge_alerts(now: datetime, people: dict[str, User], dice: Random) -> None:
    """Old alerts were acknowledged and closed; of the last hours some still wait."""
    judge = people["supervisor"]
    alerts = list(Alert.objects.filter(complaint__is_demo=True).select_related("complaint", "rule"))
    for alert in alerts:
        last = alert.complaint.contacts.order_by("-occurred_at").values_list(
            "occurred_at", flat=True
        )
        alert.raised_at = min(last[0] + timedelta(seconds=dice.uniform(1, 3)), now)
        alert.ack_due_at = alert.raised_at + timedelta(minutes=alert.rule.ack_minutes)
        alert.next_step_at = alert.ack_due_at
        acknowledged = alert.raised_at + timedelta(minutes=dice.expovariate(1 / 9))
        if acknowledged < now and now - alert.raised_at > timedelta(hours=dice.uniform(0.5, 6)):
            alert.status, alert.acknowledged_at, alert.acknowledged_by = (
                "acked",
                acknowledged,
                judge,
            )
            alert.next_step_at = None
        closed = acknowledged + timedelta(hours=dice.uniform(1, 30))
        if alert.status == "acked" and closed < now:
            alert.status, alert.closed_at, alert.closed_by = "closed", closed, judge
            alert.outcome = dice.choices(("real", "false", "duplicate"), (84, 11, 5))[0]
    Alert.objects.bulk_update(alerts, JUDGED, batch_size=500)
    Notice.objects.filter(alert__complaint__is_demo=True).exclude(alert__status="open").delete()

"""Give the demo its past: work done, clocks kept and broken, alerts judged long ago.

The services act now, by design. A past can't be made with them, so this module, and only this one,
writes times into rows directly; it touches demo rows alone.
"""

from datetime import datetime, timedelta
from random import Random

import pgtrigger
from django.apps import apps
from django.db import transaction
from django.db.models import Count, F, Max, Q

from accounts.models import User
from alerts.models import Alert, Notice
from alerts.models.alert import CROWD
from complaints.domain.status import Status
from complaints.models import Clock, Complaint, Contact, Promise
from insights.demo.grammar import GRAMMAR
from insights.demo.rows import update_rows

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
    "acknowledged_by_id",
    "closed_at",
    "closed_by_id",
    "outcome",
    "told_at",
    "group_id",
)


@transaction.atomic
def age(now: datetime, people: dict[str, User], dice: Random) -> None:
    """Age all demo complaints as if they had been handled as they came."""
    team = [people["agent"], people["agent2"]]
    old = Complaint.objects.filter(is_demo=True, received_at__lt=now - FRESH)
    cases = list(old.exclude(contacts__text=GRAMMAR["riser"][0]).order_by("pk"))
    steps = {case.pk: _steps(case, now, dice) for case in cases}
    with pgtrigger.ignore("complaints.Complaint:update_update"):
        _register()
        _write(cases, steps, team, dice)
    _stop_clocks(cases, steps)
    _answers(cases, steps, people, dice)
    _promises(now, people, dice)
    _judge_alerts(now, people, dice)


type_of_steps = list[tuple[datetime, Status]]


def _register() -> None:
    """Everything was written down two minutes after it was said."""
    soon = timedelta(minutes=2)
    Complaint.objects.filter(is_demo=True).update(registered_at=F("received_at") + soon)
    Contact.objects.filter(complaint__is_demo=True).update(created_at=F("occurred_at") + soon)


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
    update_rows(Complaint, cases, ("status", "owner_id", "version", "finished_at"))
    rows = history.objects.bulk_create(past, batch_size=500)
    for row, at in zip(rows, times, strict=True):
        row.pgh_created_at = at  # the field sets itself on insert, so it is written once more
    update_rows(history, rows, ("pgh_created_at",))


def _stop_clocks(cases: list[Complaint], steps: dict[int, type_of_steps]) -> None:
    answered = {
        pk: at for pk, taken in steps.items() for at, step in taken if step is Status.ANSWERED
    }
    clocks = list(Clock.objects.filter(complaint__in=list(answered)))
    for clock in clocks:
        clock.stopped_at, clock.next_step_at = answered[clock.complaint_id], None
    update_rows(Clock, clocks, ("stopped_at", "next_step_at"))


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
    voices = Complaint.objects.filter(is_demo=True, channel__group="VOICE").order_by("pk")
    for case in voices.annotate(calls=Count("contacts", filter=Q(contacts__direction="in"))):
        riser = case.calls > 2
        if riser or dice.random() < PROMISED:
            due = case.received_at + timedelta(days=3 if riser else dice.uniform(0.1, 2))
            kept = None if riser else _kept(case, due, now, dice)
            what = "三个工作日内退费" if riser else "专员回电"
            rows.append(
                Promise(
                    complaint=case,
                    what=what,
                    due_at=due,
                    kept_at=kept,
                    breach_noticed_at=due if due < (kept or now) else None,
                    made_by=people["agent"],
                    created_at=case.received_at,
                )
            )
    Promise.objects.bulk_create(rows, batch_size=500)


def _kept(case: Complaint, due: datetime, now: datetime, dice: Random) -> datetime | None:
    """Most promises are kept in time, a fifth late, and some of open cases not yet."""
    late = dice.random() < 0.2
    hours = dice.uniform(3, 60) if late else -dice.uniform(0, 4)
    kept = max(due + timedelta(hours=hours), case.received_at + timedelta(minutes=20))
    return kept if kept < now else None


def _judge_alerts(now: datetime, people: dict[str, User], dice: Random) -> None:
    """Old alerts were acknowledged and closed; of the last hours some still wait."""
    judge = people["supervisor"]
    alerts = list(Alert.objects.filter(complaint__is_demo=True).select_related("complaint", "rule"))
    said = dict(
        Complaint.objects.filter(is_demo=True)
        .annotate(last=Max("contacts__occurred_at", filter=Q(contacts__direction="in")))
        .values_list("pk", "last")
    )
    for alert in alerts:
        last = said[alert.complaint_id or 0]
        given = alert.ack_due_at - alert.raised_at
        alert.raised_at = min(last + timedelta(seconds=dice.uniform(1, 3)), now)
        alert.told_at, alert.group = alert.raised_at, None  # sixty days are no flood
        alert.ack_due_at = alert.raised_at + given
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
    update_rows(Alert, alerts, JUDGED)
    Alert.objects.filter(subject__startswith=CROWD, members=None).delete()
    Notice.objects.filter(alert__complaint__is_demo=True).exclude(alert__status="open").delete()

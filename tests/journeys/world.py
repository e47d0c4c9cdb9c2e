"""One thing of every kind, all about one case of one department, and ways to let work be done."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import ApiKey, User
from accounts.services import SCOPES, create_department, issue_key
from alerts.domain.tiers import Tier
from alerts.models import Alert, TierRequest
from alerts.seeds import load_alert_rules
from alerts.services.overrides import override_tier
from complaints.domain.intake import Person
from complaints.imports import jobs
from complaints.imports.running import run_import
from complaints.models import Clock, Complaint, Contact, Draft, ImportJob
from complaints.services.drafts import save_draft
from complaints.services.handling import promise
from outbox.delivery import drain
from outbox.models import Delivery, OutboxEvent
from outbox.registry import subscribers
from tests.factories import UserFactory, receive

SOON = timedelta(hours=1)
PHONE = "13912340987"
TITLE = "退款石沉大海案"
TEXT = f"{TITLE}，客服推诿了半个月，太欺负人了！再不退我今天就打12378投诉，还要找电视台曝光你们！"


@dataclass(frozen=True)
class World:
    """Somebody's case with all that hangs on it."""

    owner: User
    leader: User
    officer: User
    case: Complaint
    contact: Contact
    alert: Alert
    request: TierRequest
    job: ImportJob
    draft: Draft
    delivery: Delivery
    key: ApiKey


def build_world() -> World:
    """A complaint of an agent that was read, judged and warned about, and all other objects."""
    load_alert_rules()
    place = create_department("甲部")
    owner = UserFactory(department=place, username="owner")
    leader = UserFactory(department=place, supervisor=True, username="leader")
    officer = UserFactory(officer=True, username="officer")
    person = Person(name="司马相如", phone=PHONE)
    receipt = receive(TEXT, by=owner, person=person, title=TITLE)
    now = timezone.now()
    promise(receipt.complaint_id, what="回电", due_at=now + SOON, by=owner)
    Clock.objects.filter(complaint=receipt.complaint_id).update(due_at=now + SOON)
    work_off()
    case = Complaint.objects.get(pk=receipt.complaint_id)
    return World(
        owner=owner,
        leader=leader,
        officer=officer,
        case=case,
        contact=case.contacts.get(),
        alert=Alert.objects.filter(complaint=case).earliest("pk"),
        request=ask_to_lower(case, leader),
        job=job_of(leader),
        draft=save_draft(uuid4(), {"text": [TITLE]}, by=owner, version=0),
        delivery=given_up(),
        key=issue_key("CRM", user=owner, scopes=list(SCOPES))[0],
    )


def ask_to_lower(case: Complaint, by: User) -> TierRequest:
    asked = override_tier(case.pk, tier=Tier.NORMAL, reason="已和解", by=by)
    assert isinstance(asked, TierRequest)
    return asked


def job_of(author: User) -> ImportJob:
    """An import that is done, with one refused row."""
    pieces = ["内容,电话\n,13800138000\n".encode()]
    job = jobs.bring(pieces, name=f"{TITLE}.csv", author=author)
    jobs.configure(job, columns={"text": 0, "phone": 1}, channel="WEB", source="import")
    run_import(jobs.start(job).pk)
    return job


def given_up() -> Delivery:
    now = timezone.now()
    event = OutboxEvent.objects.create(kind="ContactReceived", payload={}, created_at=now)
    return Delivery.objects.create(
        event=event, subscriber="sentiment.read", status="failed", due_at=now, error=TITLE
    )


def work_off() -> None:
    """Let everybody hear of everything that is due, here and now."""
    while sum(drain(name) for name in list(subscribers)):
        pass

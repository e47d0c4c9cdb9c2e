"""What people do with a complaint: accept, assign, classify, move it on, promise."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints.domain.status import DECIDED, FINISHED, Status, check_transition
from complaints.facts import ComplaintChanged
from complaints.models import Category, Complaint, Promise
from complaints.services.clocks import stop_clocks
from outbox.live import announce
from outbox.services import publish


class ConflictError(ValueError):
    """Somebody else changed the complaint since it was read."""


@transaction.atomic
def change_status(complaint_id: int, *, to: Status, version: int | None = None) -> Complaint:
    """Move a complaint on. Stops its clocks once the decision is made and told.

    Raises TransitionError when the step is not possible from here, ConflictError when `version`
    is given and is no longer the current one.
    """
    complaint = _locked(complaint_id, version)
    check_transition(Status(complaint.status), to)
    now = timezone.now()
    complaint.status = to.value
    complaint.finished_at = now if to in FINISHED else None
    if to in DECIDED:
        stop_clocks([complaint.pk], at=now)
    return _saved(complaint, "status", "finished_at")


def accept(complaint_id: int, *, by: User, version: int | None = None) -> Complaint:
    """Take a registered complaint; one that nobody owns is now owned by whoever accepts it."""
    with transaction.atomic():
        complaint = change_status(complaint_id, to=Status.ACCEPTED, version=version)
        if complaint.owner_id is None:
            complaint.owner = by
            complaint.save(update_fields=["owner"])
    return complaint


@transaction.atomic
def assign(complaint_id: int, *, to: User, version: int | None = None) -> Complaint:
    """Hand a complaint to a person and to that person's department."""
    complaint = _locked(complaint_id, version)
    complaint.owner, complaint.department = to, to.department or complaint.department
    return _saved(complaint, "owner", "department")


@transaction.atomic
def classify(
    complaint_id: int, *, category: Category | None, version: int | None = None
) -> Complaint:
    """Confirm what the complaint is about; the person's word stands above the machine's.

    None takes the confirmation back.
    """
    complaint = _locked(complaint_id, version)
    complaint.category = category
    return _saved(complaint, "category")


@transaction.atomic
def promise(complaint_id: int, *, what: str, due_at: datetime, by: User) -> Promise:
    """Note what was promised to the complainant and for when."""
    return Promise.objects.create(
        complaint_id=complaint_id, what=what, due_at=due_at, made_by=by, created_at=timezone.now()
    )


@transaction.atomic
def keep_promise(promise_id: int) -> None:
    Promise.objects.filter(pk=promise_id, kept_at=None).update(kept_at=timezone.now())


def _locked(complaint_id: int, version: int | None) -> Complaint:
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint_id)
    if version is not None and version != complaint.version:
        raise ConflictError(complaint.reference)
    return complaint


def _saved(complaint: Complaint, *fields: str) -> Complaint:
    complaint.version += 1
    complaint.save(update_fields=[*fields, "version"])
    publish(ComplaintChanged(complaint.pk, complaint.complainant_id))
    announce("complaints", [complaint.pk], version=complaint.version)
    return complaint

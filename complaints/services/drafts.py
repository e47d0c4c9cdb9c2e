"""Keep what an agent types, and turn it into a complaint exactly once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.domain.intake import NewContact
from complaints.domain.status import Status
from complaints.models import Complaint, Contact, Draft
from complaints.services.handling import accept, promise
from complaints.services.intake import Receipt, Sender, receive_contact

DESK = "desk"  # the source of contacts registered in the browser; their number there is the draft's
MOST_DRAFTS = 50  # shown to resume

Fields = dict[str, list[str]]
type_of_listener = Callable[[int, Mapping[str, str], User], None]
heard_against: list[type_of_listener] = []  # whoever reads texts hears what was said against it


class DraftConflict(ValueError):
    """Somebody, most likely the same agent in another tab, saved this draft meanwhile."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(str(draft))
        self.draft = draft


class DraftRegistered(ValueError):
    """This draft is a complaint by now and can't be saved as a draft again."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall happen beside registering: a promised call, taking the complaint oneself, and
    what the agent said against the live reading, by field."""

    promised_for: datetime | None = None
    take: bool = False
    against: Mapping[str, str] = field(default_factory=dict)


def on_registering(listener: type_of_listener) -> type_of_listener:
    """Let an app above hear, in the same transaction, what an agent said against its reading of
    a text that was registered just now: the contact, the words by field, and who said them."""
    heard_against.append(listener)
    return listener


def fields_of(draft: Draft) -> Fields:
    """What was typed, by field name; every field holds a list, as forms send them."""
    return json.loads(str(draft.fields)) if draft.fields else {}


@transaction.atomic
def save_draft(draft_id: UUID, fields: Fields, *, by: User, version: int) -> Draft:
    """Keep what was typed; `version` is the one it was typed upon, 0 for a new draft.

    Raises DraftConflict when the stored draft has another version and other content, and
    DraftRegistered when the complaint exists already.
    """
    if reference := _registered(draft_id, by):
        raise DraftRegistered(reference)
    now, sealed = timezone.now(), json.dumps(fields, ensure_ascii=False)
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        return _first(draft_id, sealed, by, now)
    if draft.author_id != by.pk:
        raise Draft.DoesNotExist(str(draft_id))
    if draft.version != version and fields_of(draft) != fields:
        raise DraftConflict(draft)
    draft.fields, draft.version, draft.saved_at = sealed, draft.version + 1, now
    draft.save(update_fields=["fields", "version", "saved_at"])
    return draft


def _registered(draft_id: UUID, by: User) -> str:
    made = Contact.objects.filter(source=DESK, external_id=str(draft_id), author=by)
    return made.values_list("complaint__reference", flat=True).first() or ""


def _first(draft_id: UUID, sealed: str, by: User, now: datetime) -> Draft:
    try:
        with transaction.atomic():
            return Draft.objects.create(
                pk=draft_id, author=by, fields=sealed, version=1, saved_at=now
            )
    except IntegrityError as error:  # two tabs saved the same new draft at once
        raise DraftConflict(Draft.objects.visible_to(by).get(pk=draft_id)) from error


def discard_draft(draft_id: UUID, *, by: User) -> None:
    """Throw away what was typed."""
    Draft.objects.visible_to(by).filter(pk=draft_id).delete()


@transaction.atomic
def register_draft(draft_id: UUID, contact: NewContact, *, by: User, wish: Wish) -> Receipt:
    """Register what was typed, once however often it is sent; the draft is gone afterwards.

    A refused contact leaves everything as it was; its receipt says why.
    """
    sender = Sender(by, source=DESK)
    receipt = receive_contact(replace(contact, external_id=str(draft_id)), sender=sender)
    if receipt.problems:
        return receipt
    if receipt.created and receipt.complaint_id and receipt.contact_id:
        _fulfil(receipt.complaint_id, wish, by)
        for listener in heard_against:
            listener(receipt.contact_id, wish.against, by)
    discard_draft(draft_id, by=by)
    return receipt


def _fulfil(complaint_id: int, wish: Wish, by: User) -> None:
    if wish.promised_for:
        promise(complaint_id, what=_("Call back"), due_at=wish.promised_for, by=by)
    waiting = Complaint.objects.filter(pk=complaint_id, status=Status.REGISTERED.value)
    if wish.take and waiting.exists():
        accept(complaint_id, by=by)

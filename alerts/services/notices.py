"""Hand over pending notices; a failure keeps its error and is tried again later."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from alerts.models import Alert, Notice
from alerts.services.channels import ChannelError, channels
from outbox.live import announce

LEASE = timedelta(seconds=120)  # whoever dies holding notices is overtaken after this
BACK_OFF = (10, 60, 300, 1800)  # seconds before the next try; after the last one it has failed


def send_notices(*, now: datetime | None = None, limit: int = 200) -> int:
    """Send what is due, at most `limit`, the gravest first; returns how many were handed over.

    Notices are claimed first and sent outside the transaction: a slow mail server holds no locks.
    """
    now = now or timezone.now()
    notices = _claim(now, limit)
    sent = [notice for notice in notices if _send(notice, now)]
    for user_id in {notice.user_id for notice in sent if notice.channel == "page"}:
        announce("notices", [user_id])
    return len(sent)


@transaction.atomic
def _claim(now: datetime, limit: int) -> Sequence[Notice]:
    notices = list(
        Notice.objects.pending()
        .filter(due_at__lte=now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("user", "alert__rule", "alert__complaint")
        .order_by("-alert__severity", "due_at")[:limit]
    )
    for notice in notices:
        notice.attempts += 1
        notice.due_at = now + LEASE
    Notice.objects.bulk_update(notices, ["attempts", "due_at"])
    return notices


def _send(notice: Notice, now: datetime) -> bool:
    """Nobody is called about what was acknowledged meanwhile; the page keeps its row."""
    if notice.channel != "page" and notice.alert.status != Alert.OPEN:
        return _finish(notice, Notice.SENT, now, error="not needed any more")
    try:
        channels[notice.channel].send(notice)
    except ChannelError as error:
        return _fail(notice, error, now)
    return _finish(notice, Notice.SENT, now)


def _finish(notice: Notice, status: str, now: datetime, error: str = "") -> bool:
    notice.status, notice.sent_at, notice.error = status, now, error
    notice.save(update_fields=["status", "sent_at", "error"])
    return True


def _fail(notice: Notice, error: ChannelError, now: datetime) -> bool:
    tries = notice.attempts
    notice.status = Notice.FAILED if tries > len(BACK_OFF) else Notice.PENDING
    notice.due_at = now + timedelta(seconds=BACK_OFF[min(tries, len(BACK_OFF)) - 1])
    notice.error = str(error)[:300]
    notice.save(update_fields=["status", "due_at", "error"])
    return False


def mark_read(user: User) -> int:
    """The user has looked at the bell; returns how many notices were new."""
    unread = Notice.objects.on_page(user).filter(read_at=None)
    return unread.update(read_at=timezone.now())

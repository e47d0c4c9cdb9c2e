"""What we promised and did not keep: noticed when its time has passed, without anybody calling."""

from datetime import datetime

from django.db import transaction

from complaints.facts import ComplaintChanged
from complaints.models import Complaint, Promise
from outbox.models import Delivery
from outbox.services import priority, publish


@transaction.atomic
def notice_breaches(now: datetime, *, limit: int = 500) -> int:
    """Note which promises were broken and tell whoever judges; returns how many.

    A broken promise weighs in every open matter of the person it was made to.
    """
    broken = list(
        Promise.objects.broken(now)
        .filter(breach_noticed_at=None)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("complaint")
        .order_by("due_at")[:limit]
    )
    if not broken:
        return 0
    Promise.objects.filter(pk__in=[each.pk for each in broken]).update(breach_noticed_at=now)
    own = {(each.complaint_id, each.complaint.complainant_id) for each in broken}
    others = Complaint.objects.open().filter(complainant__in={person for _, person in own})
    matters = own | set(others.values_list("pk", "complainant"))
    with priority(Delivery.BULK):  # after a standstill many are late at once
        publish(*(ComplaintChanged(*pair) for pair in sorted(matters)))
    return len(broken)

"""What the risk panel of one complaint shows to one user."""

from typing import Any

from accounts.models import User
from alerts.faces import face_of, quotes_of
from alerts.models import Risk, TierRequest
from alerts.models.risk import TIERS
from complaints.models import Complaint


def panel(complaint: Complaint, user: User) -> dict[str, Any]:
    """The context of `alerts/risk.html#panel`; the user is known to see the complaint."""
    risk = Risk.objects.select_related("override_by").filter(pk=complaint.pk).first()
    waiting = TierRequest.objects.open().select_related("asked_by").filter(complaint=complaint)
    return {
        "complaint": complaint,
        "risk": risk,
        "face": face_of(risk) if risk else None,
        "quotes": quotes_of(risk) if risk else [],
        "waiting_request": waiting.first() if risk else None,
        "may_judge": user.leads,
        "user": user,
        "tiers": [pair for pair in TIERS if risk and pair[0] != risk.tier],
    }

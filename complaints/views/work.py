"""我的待办: what waits for this person."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Min, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import UserRequest
from accounts.models import User
from complaints.domain.masking import mask_text
from complaints.models import Clock, Complaint, Draft, Promise
from complaints.services.drafts import MOST_DRAFTS, fields_of

MOST = 50
JUST_NOW = timedelta(minutes=15)  # what was registered since then stands on top
MOST_FRESH = 5
OPENING = 40  # characters of a draft shown to tell it from others


@login_required
@require_safe
def work(request: UserRequest) -> HttpResponse:
    """What I have just registered, then my open complaints by the limit that ends first, calls I
    promised, texts I did not finish."""
    mine = _mine(request.user)
    fresh = list(_fresh(mine, request.user, timezone.now()))
    shown = list(mine.exclude(pk__in=[case.pk for case in fresh])[:MOST])
    context = {
        "fresh": fresh,
        "complaints": shown,
        "shown_count": len(fresh) + len(shown),
        "open_count": len(fresh) + len(shown) if len(shown) < MOST else mine.count(),
        "promises": _promised(request.user)[:MOST],
        "drafts": [_described(draft) for draft in _unfinished(request.user)],
    }
    return render(request, "complaints/intake_work.html", context)


def _mine(user: User) -> QuerySet[Complaint]:
    """What I own, and what I registered and nobody owns yet."""
    running = Clock.objects.running().select_related("profile").order_by("due_at")
    mine = Q(owner=user) | Q(registered_by=user, owner=None)
    return (
        Complaint.objects.visible_to(user)
        .open()
        .filter(mine)
        .select_related("complainant", "category", "channel")
        .prefetch_related(Prefetch("clocks", queryset=running, to_attr="running"))
        .annotate(first_due=Min("clocks__due_at", filter=Q(clocks__stopped_at=None)))
        .order_by("first_due", "-received_at")
    )


def _fresh(mine: QuerySet[Complaint], user: User, now: datetime) -> QuerySet[Complaint]:
    """The newest of mine that I registered myself a moment ago: its limit is far, so it would
    stand behind everything else."""
    lately = mine.filter(registered_by=user, registered_at__gt=now - JUST_NOW)
    return lately.order_by("-registered_at", "-pk")[:MOST_FRESH]


def _promised(user: User) -> QuerySet[Promise]:
    """Promises not kept yet: those I made, and those of complaints I own."""
    visible = Complaint.objects.visible_to(user).values("pk")
    return (
        Promise.objects.filter(Q(made_by=user) | Q(complaint__owner=user), kept_at=None)
        .filter(complaint__in=visible)
        .select_related("complaint__complainant")
        .order_by("due_at")
    )


def _unfinished(user: User) -> QuerySet[Draft]:
    return Draft.objects.visible_to(user).order_by("-saved_at")[:MOST_DRAFTS]


def _described(draft: Draft) -> dict[str, object]:
    text = (fields_of(draft).get("text") or [""])[0].strip()
    return {"draft": draft, "opening": mask_text(text)[:OPENING]}

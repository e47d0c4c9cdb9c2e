"""The alert centre, its live part for the cockpit, and the bell."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest
from accounts.models import User
from alerts.feed import TABS, Asked, crowd_of, page_of, rules_in_force
from alerts.models import Alert, Notice
from alerts.models.risk import TIERS
from alerts.reports import precision_by_rule
from alerts.services.notices import mark_read
from ui.partials import render_part

PAGE = "alerts/feed.html"
COCKPIT_ROWS, COCKPIT_FRESH, COCKPIT_DONE = 12, 6, 4
FRESH = timedelta(minutes=5)
BELL_CAP = 99
LAST_NOTICES = 8


@require_safe
@login_required
def feed(request: UserRequest) -> HttpResponse:
    """The whole centre; htmx refreshes only the list."""
    rules = rules_in_force()
    asked = Asked.read(request.GET, {rule.pk for rule in rules})
    context = {
        "asked": asked,
        "crowd": crowd_of(asked, request.user),
        "tabs": [(code, name, asked.link(tab=code)) for code, name in TABS.items()],
        "tiers": TIERS,
        "rules": rules,
        "page": page_of(asked, request.user, request.GET.get("page")),
        "waits": waiting_count(request.user),
        "precision": precision_by_rule(timezone.now()) if not request.htmx else (),
        "notices": last_notices(request.user) if not request.htmx else (),
    }
    return render_part(request, PAGE, "list", context)


@require_safe
@login_required
def feed_part(request: UserRequest) -> HttpResponse:
    """The feed as the cockpit shows it: what waits, and the last that was acknowledged.

    What was raised just now stands first where a long queue would hide it.
    """
    seen = Alert.objects.visible_to(request.user).apart_for(request.user).for_list()
    waiting = list(seen.waiting().by_urgency()[: COCKPIT_ROWS + 1])
    new = seen.waiting().raised_since(timezone.now() - FRESH)
    fresh = list(new[:COCKPIT_FRESH]) if len(waiting) > COCKPIT_ROWS else []
    context = {
        "fresh": [alert for alert in fresh if alert not in waiting[:COCKPIT_ROWS]],
        "waiting": waiting[:COCKPIT_ROWS],
        "done": seen.acknowledged().order_by("-acknowledged_at")[:COCKPIT_DONE],
        "waits": waiting_count(request.user),
        "cap": BELL_CAP,
        "compact": True,
    }
    return render(request, f"{PAGE}#cockpit", context)


@require_safe
@login_required
def bell(request: UserRequest) -> HttpResponse:
    """How many alerts wait for this user, for bell and navigation."""
    count = waiting_count(request.user) if request.user.leads else 0
    return render(request, "ui/bell.html", {"count": count})


@require_safe
@login_required
def notices(request: UserRequest) -> HttpResponse:
    """What this user was told last."""
    return _notices(request)


@require_POST
@login_required
def read_notices(request: UserRequest) -> HttpResponse:
    mark_read(request.user)
    return _notices(request)


def _notices(request: UserRequest) -> HttpResponse:
    if not request.htmx:
        return redirect("alerts:feed")
    return render(request, f"{PAGE}#notices", {"notices": last_notices(request.user)})


def waiting_count(user: User) -> int:
    """Waiting alerts this user sees, counted up to a cap."""
    seen = Alert.objects.visible_to(user).apart_for(user)
    return seen.waiting()[: BELL_CAP + 1].count()


def last_notices(user: User) -> Any:
    rows = Notice.objects.on_page(user).select_related("alert__rule", "alert__complaint")
    return rows.order_by("-pk")[:LAST_NOTICES]

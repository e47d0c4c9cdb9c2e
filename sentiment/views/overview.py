"""How well the engine reads: for those who answer for its use, and need no statistics."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import UserRequest, role_required
from accounts.models import Role, User
from sentiment.domain.card import Card, Head
from sentiment.models import EngineVersion, LexVersion
from sentiment.reports import examples
from sentiment.reports.classes import class_words
from sentiment.reports.heads import choices, confidence_words, mistake_words, sheet_of
from sentiment.reports.model import delivered_card
from sentiment.reports.names import Names, names
from sentiment.reports.peers import beside
from ui.partials import render_part

READERS = (Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)
VERSIONS = 5


@require_safe
@role_required(*READERS)
def overview(request: UserRequest) -> HttpResponse:
    """Figures of one head at a time; everything else about the engine stands below."""
    card, known = delivered_card(), names()
    context = {
        "card": card,
        "choices": choices(card),
        "now": timezone.now(),
        **sheet(chosen(card, request.GET.get("head", "")), known),
        **around(request.user, known),
    }
    return render_part(request, "sentiment/overview.html", "heads", context)


def chosen(card: Card, name: str) -> Head | None:
    """The head asked for, or the first one."""
    return card.head(name) or next(iter(card.heads), None)


def sheet(head: Head | None, known: Names) -> dict[str, Any]:
    """One head with a sentence for each of its pictures."""
    if head is None:
        return {"sheet": None}
    made = sheet_of(head, known)
    return {
        "sheet": made,
        "said": {
            "mistakes": mistake_words(made),
            "confidence": confidence_words(made.bins),
            "classes": class_words(made.classes),
            "groups": class_words([line for group in made.groups for line in group.lines]),
        },
    }


def around(user: User, known: Names) -> dict[str, Any]:
    """Beside SnowNLP, examples people judged, versions in force."""
    return {
        "beside": beside(),
        "wrong": examples.wrong(user, known),
        "right": examples.right(user, known),
        "versions": EngineVersion.objects.newest()[:VERSIONS],
        "active": EngineVersion.objects.newest().filter(status=EngineVersion.ACTIVE).first(),
        "lexicon": LexVersion.objects.in_force(),
    }

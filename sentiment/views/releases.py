"""From the draft to a version: the gate, the dry run, the release, and the way back."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import UserRequest
from accounts.models import Role
from complaints.models import BusinessLine
from sentiment.changes import Shown, causes, failures, moved, noisy, shown, touched
from sentiment.domain.effect import Agreement, Effect, WideError, effect_from
from sentiment.domain.gate import LEAST, Gate, GateError
from sentiment.domain.lexicon import differences
from sentiment.engine.lexicon import LexiconError
from sentiment.models import LexVersion
from sentiment.names import GROUPS
from sentiment.services import drafts, gate
from sentiment.services.drafts import EMPTY, NothingToReleaseError
from sentiment.views.lexicon import NAV, editors, readers
from ui.partials import render_part

PAGE, VERSIONS, VERSION = (
    f"sentiment/{name}.html" for name in ("lexicon_release", "lexicon_versions", "lexicon_version")
)
MOST_SAID = 200  # characters of a note or a reason


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: UserRequest) -> HttpResponse:
    """What the next version would be; posted, it is released if the gate passes."""
    if request.method != "POST":
        return render(request, PAGE, _page(request))
    try:
        made = drafts.release(by=request.user, note=_said(request, "note"), agreed=_agreed(request))
    except NothingToReleaseError:
        return render(request, PAGE, _page(request, _("There is nothing to release.")), status=409)
    except GateError as error:
        page = _page(request, _("The gate is not passed; nothing was released."), error.gate)
        return render(request, PAGE, page, status=409)
    except WideError as error:
        said = _("The draft raises too many contacts; nothing was released.")
        page = _page(request, said) | _asked(request, error.effect)
        return render(request, PAGE, page, status=409)
    except LexiconError as error:
        return render(request, PAGE, _page(request, str(error)), status=409)
    messages.success(request, _("%(version)s is in force.") % {"version": made})
    return redirect("sentiment:lexicon_versions")


def _said(request: UserRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:MOST_SAID]


def _agreed(request: UserRequest) -> Agreement:
    """What stands in the form about a wide draft; without the tick nothing is agreed to."""
    reason = _said(request, "reason") if request.POST.get("sure") else ""
    return Agreement(reason, frozenset(request.POST.getlist("named")))


def _asked(request: UserRequest, effect: Effect) -> dict[str, Any]:
    """What a wide draft is asked: its figures and causes, and what was answered so far."""
    return {
        "wide": effect,
        "causes": causes(effect),
        "most": settings.LEXICON_WIDE_SHARE,
        "reason": _said(request, "reason"),
        "sure": request.POST.get("sure"),
    }


def _page(request: UserRequest, error: str = "", result: Gate | None = None) -> dict[str, Any]:
    return {
        "nav": NAV,
        "changes": _shown(drafts.draft_changes()),
        "gate": result,
        "wrong": failures(result) if result else [],
        "noisy": noisy(result) if result else [],
        "least": LEAST,
        "error": error,
        "note": request.POST.get("note", ""),
        "version": LexVersion.objects.in_force(),
    }


def _shown(changes: list) -> list[Shown]:
    lines = {line.code: line.name for line in BusinessLine.objects.all()}
    return [shown(change, lines) for change in changes]


@editors
@require_safe
def judged(request: UserRequest) -> HttpResponse:
    """The gate's sentences read with the draft; nothing is stored."""
    context: dict[str, Any] = {"least": LEAST, "nav": NAV}
    try:
        context["gate"] = gate.judge_draft()
        context["wrong"] = failures(context["gate"])
        context["noisy"] = noisy(context["gate"])
    except LexiconError as error:
        context["gate_error"] = str(error)
    return render_part(request, "sentiment/lexicon_gate.html", "gate", context)


@editors
@require_safe
def dry_run(request: UserRequest) -> HttpResponse:
    """The draft on the latest texts; nothing is stored."""
    context: dict[str, Any] = {"nav": NAV, "latest": gate.LATEST}
    try:
        dry = gate.dry_run(request.user)
        context |= {"dry": dry, "moved": moved(dry), "touched": touched(dry)}
        context |= {"causes": causes(dry.effect), "most": settings.LEXICON_WIDE_SHARE}
        context["wide"] = dry.effect.wide(settings.LEXICON_WIDE_SHARE)
    except LexiconError as error:
        context["dry_error"] = str(error)
    return render_part(request, "sentiment/lexicon_dry_run.html", "dry", context)


@editors
@require_POST
def discard(request: UserRequest) -> HttpResponse:
    """Throw the draft's changes away."""
    count = drafts.discard_draft(by=request.user)
    messages.success(request, _("%(count)d changes were thrown away.") % {"count": count})
    return redirect("sentiment:lexicon")


@readers
@require_safe
def versions(request: UserRequest) -> HttpResponse:
    """All versions, the newest first."""
    rows = LexVersion.objects.select_related("released_by", "restores").defer("content")
    context = {
        "nav": NAV,
        "versions": rows.order_by("-number"),
        "newest": LexVersion.objects.in_force(),
        "kept": set(LexVersion.objects.exclude(content=None).values_list("number", flat=True)),
        "changes": len(drafts.draft_changes()),
        "editable": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, VERSIONS, context)


@readers
@require_safe
def version(request: UserRequest, number: int) -> HttpResponse:
    """One version: what it changed, and what going back to it would change."""
    row = get_object_or_404(LexVersion.objects.exclude(content=None), number=number)
    kept = LexVersion.objects.exclude(content=None)
    before = kept.filter(number__lt=number).order_by("-number").first()
    newest = LexVersion.objects.in_force()
    if newest is None or row.content is None:
        raise Http404
    context = {
        "nav": NAV,
        "version": row,
        "before": before,
        "newest": newest,
        "made": _shown(differences(before.content or EMPTY, row.content)) if before else [],
        "groups": _sizes(row.content["terms"]),
        "back": _shown(differences(newest.content or EMPTY, row.content)),
        "causes": causes(effect_from(row.effect)) if row.effect else [],
        "terms": len(row.content["terms"]),
        "combos": len(row.content["combos"]),
        "editable": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, VERSION, context)


def _sizes(terms: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """How many terms each group has, by name."""
    counted = Counter(row["group"] for row in terms)
    return [(str(GROUPS.get(code, code)), number) for code, number in counted.items()]


@editors
@require_POST
def restore(request: UserRequest, number: int) -> HttpResponse:
    """Read with an earlier version again."""
    get_object_or_404(LexVersion.objects.exclude(content=None), number=number)
    made = drafts.restore(number, by=request.user)
    said = _("%(version)s is in force, with the content of lex-%(number)d.")
    messages.success(request, said % {"version": made, "number": number})
    return redirect("sentiment:lexicon_versions")

"""The combinations of the lexicon's draft."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts.access import UserRequest
from accounts.models import Role
from sentiment.engine.vocabulary import vocabulary
from sentiment.forms.combos import COMPUTED, FLOORS, ComboForm
from sentiment.models import LexCombo
from sentiment.names import CONTEXT, GROUPS
from sentiment.reports.combos import condition, effect
from sentiment.services import drafts
from sentiment.views.lexicon import NAV, editors, readers
from ui.partials import render_part

PAGE = "sentiment/combos.html"


@readers
@require_safe
def combos(request: UserRequest) -> HttpResponse:
    """All combinations of the draft, retired ones too."""
    return render_part(request, PAGE, "combos", _page(request, ComboForm()))


@editors
@require_POST
def add_combo(request: UserRequest) -> HttpResponse:
    """A new combination in the draft."""
    return _save(request, ComboForm(request.POST))


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def combo(request: UserRequest, code: str) -> HttpResponse:
    """One combination to edit."""
    row = get_object_or_404(LexCombo, pk=code)
    if request.method != "POST":
        return render_part(request, PAGE, "editor", _page(request, ComboForm(instance=row)))
    return _save(request, ComboForm(request.POST, instance=row))


@editors
@require_POST
def retire_combo(request: UserRequest, code: str) -> HttpResponse:
    """Take a combination out of the draft, or back in."""
    row = get_object_or_404(LexCombo, pk=code)
    active = request.POST.get("active") == "1"
    drafts.set_active(row, active=active, by=request.user)
    said = _("%(code)s is back in the draft.") if active else _("%(code)s is retired.")
    return _done(request, said % {"code": code})


def _save(request: UserRequest, form: ComboForm) -> HttpResponse:
    if not form.is_valid():
        return render_part(request, PAGE, "editor", _page(request, form), status=422)
    row = drafts.save_combo(form.save(commit=False), by=request.user)
    return _done(request, _("%(code)s is in the draft.") % {"code": row.code})


def _done(request: UserRequest, said: str) -> HttpResponse:
    if not request.htmx:
        return redirect("sentiment:combos")
    response = render_part(request, PAGE, "editor", _page(request, ComboForm()))
    trigger_client_event(response, "lexicon", {})
    return trigger_client_event(response, "toast", {"text": said})


def _page(request: UserRequest, form: ComboForm) -> dict[str, Any]:
    changes = drafts.draft_changes()
    changed = {c.row["code"]: c.kind for c in changes if c.part == "combos"}
    floors = dict(FLOORS)
    rows = [
        {
            "combo": row,
            "name": _(row.name),  # those of the seeds are in the catalogue
            "when": condition(row.rule),
            "then": effect(row.rule, floors),
            "change": changed.get(row.code, ""),
        }
        for row in LexCombo.objects.order_by("code")
    ]
    return {
        "nav": NAV,
        "rows": rows,
        "form": form,
        "changes": len(changes),
        "groups": GROUPS.items(),
        "context": [(code, CONTEXT.get(code, code)) for code in sorted(vocabulary().words)],
        "computed": COMPUTED,
        "editable": request.user.role == Role.ADMINISTRATOR,
    }

"""The lexicon's draft: its terms, found, added, edited and retired beside the list."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts.access import UserRequest, role_required
from accounts.models import Role
from complaints.models import BusinessLine
from sentiment.filters import TermFilter
from sentiment.forms.terms import TermForm
from sentiment.models import LexTerm
from sentiment.names import GROUPS
from sentiment.scopes import scope_words, validity, validity_words
from sentiment.services import drafts
from ui.partials import render_part

PAGE = "sentiment/lexicon.html"
PER_PAGE = 50
NAV = "sentiment:overview"
readers = role_required(Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)
editors = role_required(Role.ADMINISTRATOR)


@readers
@require_safe
def lexicon(request: UserRequest) -> HttpResponse:
    """All terms of the draft, retired ones too; what is not in force yet is marked."""
    return render_part(request, PAGE, "terms", _page(request, TermForm()))


@editors
@require_POST
def add_term(request: UserRequest) -> HttpResponse:
    """A new term in the draft."""
    form = TermForm(request.POST)
    if not form.is_valid():
        return _form_again(request, form)
    term = drafts.save_term(form.save(commit=False), by=request.user)
    return _done(
        request, _("“%(term)s” is in the draft.") % {"term": term.term}, TermForm(focus=True)
    )


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def term(request: UserRequest, pk: int) -> HttpResponse:
    """One term to edit."""
    row = get_object_or_404(LexTerm, pk=pk)
    if request.method != "POST":
        return render_part(request, PAGE, "editor", _page(request, TermForm(instance=row)))
    form = TermForm(request.POST, instance=row)
    if not form.is_valid():
        return _form_again(request, form)
    saved = drafts.save_term(form.save(commit=False), by=request.user)
    return _done(
        request, _("“%(term)s” is changed in the draft.") % {"term": saved.term}, TermForm()
    )


@editors
@require_POST
def retire_term(request: UserRequest, pk: int) -> HttpResponse:
    """Take a term out of the draft, or back in."""
    row = get_object_or_404(LexTerm, pk=pk)
    active = request.POST.get("active") == "1"
    drafts.set_active(row, active=active, by=request.user)
    said = _("“%(term)s” is back in the draft.") if active else _("“%(term)s” is retired.")
    return _done(request, said % {"term": row.term}, TermForm())


def _form_again(request: UserRequest, form: TermForm) -> HttpResponse:
    return render_part(request, PAGE, "editor", _page(request, form), status=422)


def _done(request: UserRequest, said: str, form: TermForm) -> HttpResponse:
    """An empty editor; the list hears of it and fetches itself."""
    if not request.htmx:
        return redirect("sentiment:lexicon")
    response = render(request, f"{PAGE}#editor", {"form": form, "editable": True})
    trigger_client_event(response, "lexicon", {})
    return trigger_client_event(response, "toast", {"text": said})


def _page(request: UserRequest, form: TermForm) -> dict[str, Any]:
    rows = LexTerm.objects.select_related("changed_by").order_by("group", "-weight", "term")
    found = TermFilter(request.GET, rows)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    changes = drafts.draft_changes()
    rest = request.GET.copy()
    rest.pop("page", None)
    return {
        "nav": NAV,
        "filter": found,
        "page": page,
        "rows": _shown(page, {_key(c.row): c.kind for c in changes if c.part == "terms"}),
        "query": rest.urlencode(),
        "changes": len(changes),
        "form": form,
        "editable": request.user.role == Role.ADMINISTRATOR,
    }


def _key(row: Any) -> tuple[str, str]:
    return row["group"], row["term"]


def _shown(terms: Iterable[LexTerm], changed: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    lines = {line.code: line.name for line in BusinessLine.objects.all()}
    return [
        {
            "term": term,
            "group": GROUPS.get(term.group, term.group),
            "scope": scope_words(term.lines, term.channels, lines),
            "validity": validity(term, today),
            "days": validity_words(term),
            "change": changed.get((term.group, term.term), ""),
        }
        for term in terms
    ]

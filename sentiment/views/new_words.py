"""新词: what a search found; a person takes it into the draft or dismisses it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts.access import UserRequest, role_required
from accounts.models import Role
from sentiment.forms.terms import TermForm
from sentiment.models import Discovery, NewWord
from sentiment.services import new_words as service
from sentiment.views.lexicon import NAV, editors
from ui.partials import render_part

PAGE = "sentiment/new_words.html"
PER_PAGE = 50
STATES = dict(NewWord.STATES) | {NewWord.OPEN: gettext_lazy("undecided")}
readers = role_required(Role.OFFICER, Role.ADMINISTRATOR)


@readers
@require_safe
def new_words(request: UserRequest) -> HttpResponse:
    """What the last search found and nobody decided on; or what was decided."""
    context = _page(request)
    if request.GET.get("part") != "search":
        return render_part(request, PAGE, "words", context)
    response = render_part(request, PAGE, "search", context)
    search = context["search"]
    over = search is not None and search.status != Discovery.RUNNING
    return trigger_client_event(response, "words", {}) if over else response


@editors
@require_POST
def start(request: UserRequest) -> HttpResponse:
    """Begin a search."""
    given = request.POST.get("days", "")
    days = int(given) if given in map(str, service.WINDOWS) else 30
    try:
        service.start_search(days, by=request.user)
    except service.BusyError:
        messages.error(request, _("A search is under way already."))
    return redirect("sentiment:new_words")


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """The form of a new term with the word in it; posted, the word is in the draft."""
    word = get_object_or_404(NewWord, pk=pk)
    if request.method != "POST":
        form = TermForm(initial={"term": word.word, "weight": 3}, focus=True)
        return _editor(request, word, form)
    form = TermForm(request.POST)
    if not form.is_valid():
        return _editor(request, word, form, status=422)
    service.accept_word(word, form.save(commit=False), by=request.user)
    return _decided(request, word, _("“%(term)s” is in the draft."))


@editors
@require_POST
def dismiss(request: UserRequest, pk: int) -> HttpResponse:
    """Dismiss a word for good, or take the dismissal back."""
    word = get_object_or_404(NewWord, pk=pk)
    if request.POST.get("back"):
        service.reopen_word(word, by=request.user)
        return _decided(request, word, _("“%(term)s” is proposed again."))
    service.dismiss_word(word, by=request.user)
    return _decided(request, word, _("“%(term)s” is not proposed again."))


def _editor(
    request: UserRequest, word: NewWord, form: TermForm, *, status: int = 200
) -> HttpResponse:
    context = _page(request) | {"form": form, "word": word}
    return render_part(request, PAGE, "editor", context, status=status)


def _decided(request: UserRequest, word: NewWord, said: str) -> HttpResponse:
    """The place of the form is empty again; the list hears of it and fetches itself."""
    text = said % {"term": word.word}
    if not request.htmx:
        messages.success(request, text)
        return redirect("sentiment:new_words")
    response = render(request, f"{PAGE}#editor", {"editable": True})
    trigger_client_event(response, "words", {})
    return trigger_client_event(response, "toast", {"text": text})


def _page(request: UserRequest) -> dict[str, Any]:
    state = request.GET.get("state", NewWord.OPEN)
    state = state if state in STATES else NewWord.OPEN
    rows = NewWord.objects.filter(state=state).select_related("decided_by", "discovery")
    return {
        "nav": NAV,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": STATES.items(),
        "search": Discovery.objects.order_by("-pk").select_related("started_by").first(),
        "windows": service.WINDOWS,
        "editable": request.user.role == Role.ADMINISTRATOR,
    }

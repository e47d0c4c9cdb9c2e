"""The list of complaints: saved views, filters, search."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import UserRequest
from complaints.models import Complaint
from insights.filters import ORDERS, ComplaintFilter
from insights.lists import page_of
from ui.partials import render_part

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class SavedView:
    """A tab over the list: a name and the filters it stands for."""

    code: str
    name: "StrOrPromise"
    query: dict[str, list[str]]
    order: str = "risk"

    @property
    def href(self) -> str:
        return "?" + urlencode({"view": self.code}, doseq=True)


VIEWS = (
    SavedView(
        "risky", _("Sensitive and above, open"), {"tier": ["2", "3", "4"], "status": ["open"]}
    ),
    SavedView("mine", _("Mine"), {"owner": ["me"], "status": ["open"]}),
    SavedView("near", _("Due within 24 hours"), {"clock": ["near"]}, "oldest"),
    SavedView("late", _("Overdue"), {"clock": ["late"]}, "oldest"),
    SavedView("unassigned", _("Unassigned"), {"owner": ["none"], "status": ["open"]}),
    SavedView("regulator", _("From regulators"), {"group": ["REGULATOR"]}, "newest"),
    SavedView("all", _("All"), {}, "newest"),
)
BY_CODE = {view.code: view for view in VIEWS}
NOT_FILTERS = ("view", "order", "after", "page")


@require_safe
@login_required
def complaints(request: UserRequest) -> HttpResponse:
    """Filters given by hand stand above the saved view; a search looks through everything."""
    view = _chosen(request)
    asked = _asked(request.GET, view)
    seen = Complaint.objects.visible_to(request.user)
    found = ComplaintFilter(asked, seen, request=request)
    order = request.GET.get("order") or (view.order if view else "newest")
    page = page_of(found, request.user, order=order, behind=request.GET.get("after", ""))
    context = {
        "filter": found,
        "page": page,
        "views": VIEWS,
        "view": view,
        "orders": ORDERS,
        "chips": chips(found, request.GET),
        "query": _without(request.GET, "after"),
    }
    return render_part(request, "insights/complaints.html", "results", context)


def _chosen(request: UserRequest) -> SavedView | None:
    """The named view; without any wish the one that fits the role."""
    if code := request.GET.get("view"):
        return BY_CODE.get(code)
    if any(key not in NOT_FILTERS for key in request.GET):
        return None
    return BY_CODE["risky" if request.user.leads else "all"]


def _asked(given: QueryDict, view: SavedView | None) -> QueryDict:
    asked = QueryDict(mutable=True)
    for key, values in (view.query if view else {}).items():
        asked.setlist(key, values)
    for key in given:
        if key not in NOT_FILTERS:
            asked.setlist(key, given.getlist(key))
    return asked


def _without(given: QueryDict, *keys: str) -> str:
    rest = given.copy()
    for key in keys:
        rest.pop(key, None)
    return rest.urlencode()


def chips(found: ComplaintFilter, given: QueryDict) -> list[dict[str, str]]:
    """The filters that were set by hand, each with the address that takes it away."""
    shown = []
    for name, field in found.form.fields.items():
        values = [value for value in given.getlist(name) if value]
        if values and name != "q":
            words = dict(_flat(getattr(field, "choices", ())))
            value = "、".join(str(words.get(v, v)) for v in values)
            href = "?" + _without(given, name, "after")
            shown.append({"label": str(field.label), "value": value, "href": href})
    return shown


def _flat(choices) -> list[tuple[str, str]]:
    flat = []
    for code, name in choices:
        inner = [(code, name)] if not isinstance(name, list | tuple) else list(name)
        flat += [(str(c), str(n)) for c, n in inner]
    return flat

"""What the list of terms may be filtered by."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentiment.models import LexTerm
from sentiment.models.lexicon import KINDS
from sentiment.names import GROUPS
from sentiment.scopes import CHANNEL_GROUPS, line_choices

ANY = _("any")
ACTIVE, RETIRED = "active", "retired"
STATES = ((ACTIVE, _("in the draft")), (RETIRED, _("retired")))
VALIDITY = (
    ("now", _("valid today")),
    ("later", _("valid later")),
    ("over", _("no longer valid")),
    ("limited", _("limited in time")),
)
EVERYWHERE = "everywhere"


def scopes() -> list[tuple[str, object]]:
    """Everywhere, or one business line, or one group of channels."""
    return [
        (EVERYWHERE, _("everywhere")),
        (str(_("Business lines")), line_choices()),
        (str(_("Channel groups")), list(CHANNEL_GROUPS.items())),
    ]


class TermFilter(filters.FilterSet):
    """Unknown keys are ignored, wrong values are reported."""

    q = filters.CharFilter(method="search", label=_("words"), max_length=60)
    group = filters.ChoiceFilter(empty_label=ANY, choices=list(GROUPS.items()), label=_("Group"))
    kind = filters.ChoiceFilter(empty_label=ANY, choices=KINDS, label=_("Kind"))
    weight = filters.ChoiceFilter(
        empty_label=ANY, choices=[(n, str(n)) for n in range(1, 6)], label=_("Weight")
    )
    scope = filters.ChoiceFilter(
        empty_label=ANY, choices=scopes, method="by_scope", label=_("scope")
    )
    valid = filters.ChoiceFilter(
        empty_label=ANY, choices=VALIDITY, method="by_validity", label=_("validity")
    )
    state = filters.ChoiceFilter(
        empty_label=ANY, choices=STATES, method="by_state", label=_("state")
    )

    class Meta:
        model = LexTerm
        fields: list[str] = []

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        asked = value.strip()
        return rows.filter(Q(term__icontains=asked) | Q(note__icontains=asked))

    def by_scope(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == EVERYWHERE:
            return rows.filter(lines=[], channels=[])
        return rows.filter(Q(lines__contains=[value]) | Q(channels__contains=[value]))

    def by_validity(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        begun = Q(valid_from=None) | Q(valid_from__lte=today)
        lasting = Q(valid_to=None) | Q(valid_to__gte=today)
        asked = {
            "now": begun & lasting,
            "later": Q(valid_from__gt=today),
            "over": Q(valid_to__lt=today),
            "limited": Q(valid_from__isnull=False) | Q(valid_to__isnull=False),
        }
        return rows.filter(asked[value])

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(active=value == ACTIVE)

"""The lexicon to look at; it is edited and released on its own page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sentiment.models import Correction, LexCombo, LexTerm, LexVersion
from sentiment.names import GROUPS
from ui.admin_rights import ReadOnlyAdmin


@admin.register(LexTerm)
class LexTermAdmin(ReadOnlyAdmin):
    list_display = ("term", "group_name", "weight", "kind", "active")
    list_filter = ("group", "weight", "active")
    search_fields = ("term", "note")

    @admin.display(description=_("group"), ordering="group")
    def group_name(self, term: LexTerm) -> str:
        return str(GROUPS.get(term.group, term.group))


@admin.register(LexCombo)
class LexComboAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "active")


@admin.register(LexVersion)
class LexVersionAdmin(ReadOnlyAdmin):
    list_display = ("number", "note", "created_at")


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ("at", "field", "before", "after", "by")

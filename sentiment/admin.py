"""The lexicon is edited here; each saved edit makes the next version."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sentiment.models import Correction, LexCombo, LexTerm, LexVersion
from sentiment.names import GROUPS
from sentiment.services import next_version
from ui.admin_rights import ReadOnlyAdmin


class VersionedAdmin(admin.ModelAdmin):
    """Any change of the lexicon is a new version of it."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        next_version(str(obj)[:200])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        next_version(str(obj)[:200])

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        next_version("bulk delete")


@admin.register(LexTerm)
class LexTermAdmin(VersionedAdmin):
    list_display = ("term", "group_name", "weight", "kind", "active")
    list_filter = ("group", "weight", "active")
    search_fields = ("term", "note")

    @admin.display(description=_("group"), ordering="group")
    def group_name(self, term: LexTerm) -> str:
        return str(GROUPS.get(term.group, term.group))


@admin.register(LexCombo)
class LexComboAdmin(VersionedAdmin):
    list_display = ("code", "name", "active")


@admin.register(LexVersion)
class LexVersionAdmin(ReadOnlyAdmin):
    list_display = ("number", "note", "created_at")


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ("at", "field", "before", "after", "by")

"""Portraits are computed; administrators may look, nobody may write."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from profiling.models import Portrait


@admin.register(Portrait)
class PortraitAdmin(admin.ModelAdmin):
    list_display = (
        "complainant",
        "contacts",
        "complaints",
        "open_complaints",
        "broken_promises",
        "last_emotion",
        "intensity",
        "version",
        "refreshed_at",
    )
    list_select_related = ("complainant",)
    ordering = ("-last_contact_at",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

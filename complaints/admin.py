"""Reference data: codes never change and are never deleted, they retire."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from complaints.models import BusinessDay, BusinessLine, Category, Channel, ClockProfile, DemandKind


class ReferenceAdmin(admin.ModelAdmin):
    """Names, order and values may be edited; a code that was used stays what it was."""

    list_filter = ("active",)
    search_fields = ("code", "name_zh", "name_en")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Category)
class CategoryAdmin(ReferenceAdmin):
    list_display = ("code", "name_zh", "name_en", "parent", "points", "active")


@admin.register(Channel)
class ChannelAdmin(ReferenceAdmin):
    list_display = ("code", "name_zh", "name_en", "group", "active")


@admin.register(BusinessLine)
class BusinessLineAdmin(ReferenceAdmin):
    list_display = ("code", "name_zh", "name_en", "industry", "active")


@admin.register(DemandKind)
class DemandKindAdmin(ReferenceAdmin):
    list_display = ("code", "name_zh", "name_en", "kind", "active")


@admin.register(ClockProfile)
class ClockProfileAdmin(ReferenceAdmin):
    list_display = ("code", "name_zh", "amount", "unit", "valid_from", "valid_to", "source")
    list_filter = ("starts_when",)


@admin.register(BusinessDay)
class BusinessDayAdmin(admin.ModelAdmin):
    list_display = ("date", "name", "is_workday", "source")
    list_filter = ("is_workday",)
    date_hierarchy = "date"

"""Administrators edit rules; what the machine wrote they can only read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alerts.forms import form_for, names_of
from alerts.models import Alert, AlertRule, Notice, Risk, TierRequest


@admin.register(AlertRule)
class AlertRuleAdmin(admin.ModelAdmin):
    """One labelled field for each parameter; a wrong rule is refused beside its field."""

    list_display = ["code", "name", "severity", "ack_minutes", "cooldown_minutes", "active"]
    list_filter = ["active", "severity"]

    class Media:
        css = {"all": ["css/pages/admin.css"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code", "version"] if obj else ["version"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(request, obj, change, **{**kwargs, "form": form_for(obj)})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        conditions, steps = names_of(obj)
        return [
            (None, {"fields": [("code", "version"), "name_zh", "name_en", "severity", "active"]}),
            *(
                (_("Condition %(n)d: %(title)s") % {"n": n, "title": title}, {"fields": fields})
                for n, (title, fields) in enumerate(conditions, 1)
            ),
            (_("More conditions"), {"fields": ["added"], "description": _("All must hold.")}),
            (_("Time and silence"), {"fields": ["ack_minutes", "cooldown_minutes"]}),
            (_("When too many come at once"), {"fields": [("gather_from", "gather_minutes")]}),
            (
                _("Who is told while nobody acknowledges"),
                {"fields": steps, "description": _("A step without anybody to tell is left out.")},
            ),
            (_("Where the numbers come from"), {"fields": ["source"]}),
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.version += bool(change)
        super().save_model(request, obj, form, change)


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = ["rule", "subject", "severity", "status", "outcome", "raised_at"]
    list_filter = ["status", "severity", "outcome", "rule"]
    list_select_related = ["rule"]
    show_full_result_count = False


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["alert", "user", "channel", "step", "status", "attempts", "sent_at", "error"]
    list_filter = ["status", "channel"]
    list_select_related = ["alert", "user"]
    show_full_result_count = False


@admin.register(Risk)
class RiskAdmin(ReadOnlyAdmin):
    list_display = ["complaint", "score", "tier", "machine_tier", "rule_version", "assessed_at"]
    list_filter = ["tier"]
    list_select_related = ["complaint"]
    show_full_result_count = False


@admin.register(TierRequest)
class TierRequestAdmin(ReadOnlyAdmin):
    list_display = ["complaint", "before", "tier", "asked_by", "decided_by", "agreed", "asked_at"]
    list_filter = ["agreed"]
    list_select_related = ["complaint", "asked_by", "decided_by"]

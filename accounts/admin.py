"""Users, departments and keys. A new key's secret is shown once, in a message."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiKey, Department, User
from accounts.services import SCOPES, new_secret, place_department, revoke_key

admin.site.unregister(Group)  # rights go by role
admin.site.site_header = admin.site.site_title = _("Sujing administration")
admin.site.index_title = _("Reference data and users")


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ("name", "parent")
    search_fields = ("name",)

    def save_model(self, request: HttpRequest, obj: Department, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        place_department(obj)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ("username", "display_name", "role", "department", "is_active")
    list_filter = ("role", "is_active")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("display_name", "staff_no", "email")}),
        (_("Work"), {"fields": ("role", "department", "is_active", "letter_keys")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2", "role", "department")}),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Administrators, and only they, come in here."""
        obj.is_staff = obj.is_superuser = obj.role == "administrator"
        super().save_model(request, obj, form, change)


class ApiKeyForm(forms.ModelForm):
    """What a key may do is chosen, not typed: a misspelt scope would refuse every call."""

    scopes = forms.MultipleChoiceField(
        label=_("scopes"),
        choices=[(scope, scope) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    form = ApiKeyForm
    list_display = ("name", "prefix", "user", "scopes", "expires_at", "last_used_at", "revoked_at")
    fields = ("name", "user", "scopes", "per_minute", "expires_at")
    actions = ("revoke",)

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if change:
            return super().save_model(request, obj, form, change)
        secret = new_secret(obj)
        super().save_model(request, obj, form, change)
        words = _("Copy the key now, it is not shown again: %(key)s") % {"key": secret}
        return messages.warning(request, words)

    @admin.action(description=_("Revoke the chosen keys"))
    def revoke(self, request: HttpRequest, queryset: Any) -> None:
        for key in queryset:
            revoke_key(key)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a revoked key stays, so that its contacts keep their source

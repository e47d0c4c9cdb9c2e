from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Users and keys")

    def ready(self) -> None:
        """The package that throttles log-ins has no name in the administration."""
        apps.get_app_config("axes").verbose_name = _("Log-in protection")

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        from complaints import models
        from complaints.services.memory import forget

        for model in (
            models.BusinessDay,
            models.BusinessLine,
            models.Category,
            models.Channel,
            models.ClockProfile,
            models.DemandKind,
        ):
            post_save.connect(forget, sender=model)
            post_delete.connect(forget, sender=model)

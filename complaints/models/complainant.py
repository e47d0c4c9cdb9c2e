"""The person or organisation who complains."""

from typing import Self

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import SealedTextField
from accounts.models import User


class ComplainantQuerySet(models.QuerySet["Complainant"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may see one of their complaints may see them, masked."""
        if user.sees_everything:
            return self.all()
        return self.filter(
            models.Exists(
                apps.get_model("complaints", "Complaint")
                .objects.visible_to(user)
                .filter(complainant=models.OuterRef("pk"))
            )
        )


class Complainant(models.Model):
    """Identity is sealed, found again by keyed hash, and shown masked.

    An unknown caller is a complainant too, with nothing filled in.
    """

    PERSON, ORGANISATION = "person", "organisation"
    KINDS = ((PERSON, _("person")), (ORGANISATION, _("organisation")))

    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default=PERSON)
    name = SealedTextField(_("name"), null=True, blank=True)
    phone = SealedTextField(_("phone"), null=True, blank=True)
    id_number = SealedTextField(_("identity number"), null=True, blank=True)
    address = SealedTextField(_("address"), null=True, blank=True)
    masked_name = models.CharField(_("name"), max_length=20, blank=True)
    masked_phone = models.CharField(_("phone"), max_length=20, blank=True)
    phone_tail = models.CharField(_("last four digits"), max_length=4, blank=True)
    phone_hash = models.CharField(max_length=64, null=True, blank=True, db_index=True)
    id_hash = models.CharField(max_length=64, null=True, blank=True)
    identity = models.CharField(max_length=70, null=True, blank=True, unique=True)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    customer_since = models.DateField(_("customer since"), null=True, blank=True)
    customer_level = models.CharField(_("customer level"), max_length=20, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("created at"))

    objects = ComplainantQuerySet.as_manager()

    class Meta:
        verbose_name = _("complainant")
        verbose_name_plural = _("complainants")
        indexes = [
            models.Index(
                fields=["id_hash"], condition=models.Q(id_hash__isnull=False), name="by_id_hash"
            ),
            models.Index(
                fields=["phone_tail"], condition=~models.Q(phone_tail=""), name="by_phone_tail"
            ),
        ]

    def __str__(self) -> str:
        return self.masked_name or str(_("unknown caller"))

    @property
    def number(self) -> str:
        return f"P-{self.pk}"

"""What people said against a reading."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Contact
from complaints.models.complaint import seen_by

FIELDS = (
    ("category", _("Category")),
    ("emotion", _("Emotion")),
    ("polarity", _("Polarity")),
    ("intensity", _("Intensity")),
    ("kind", _("Kind")),
    ("demands", _("Demands")),
    ("flags", _("Flags")),
)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, user: User) -> Self:
        """A correction is seen with its complaint."""
        return self.filter(seen_by(user, "contact__complaint__"))

    def in_force(self) -> Self:
        """Those that nobody took back or replaced."""
        return self.filter(undone_at=None)


class Correction(models.Model):
    """One field of one contact's reading, as a person sees it.

    It hangs on the contact: a person may speak before the machine has read, and stays in the
    right when a newer engine reads again. Several codes of one field are joined by commas.
    """

    DESK, PAGE = "desk", "page"
    SOURCES = ((DESK, _("while registering")), (PAGE, _("on the page")))

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="corrections")
    field = models.CharField(_("field"), max_length=12, choices=FIELDS)
    before = models.CharField(_("machine said"), max_length=400, blank=True)
    after = models.CharField(_("person says"), max_length=400, blank=True)
    confirmed_before = models.CharField(
        _("category of the complaint before"), max_length=24, blank=True
    )
    source = models.CharField(_("where"), max_length=8, choices=SOURCES, default=PAGE)
    engine_version = models.CharField(_("engine"), max_length=40, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "field"],
                condition=models.Q(undone_at=None),
                name="one_word_of_a_person_per_field",
            )
        ]
        indexes = [models.Index(fields=["-at"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"

"""What the engine saw in one contact."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Category, Complaint, Contact
from complaints.models.complaint import seen_by
from sentiment.fields import TokenField, text_query

POLARITY = (
    ("negative", _("negative")),
    ("neutral", _("neutral")),
    ("positive", _("positive")),
)
EMOTIONS = (
    ("ANGER", _("anger")),
    ("DISAPPOINT", _("disappointment")),
    ("HELPLESS", _("helplessness")),
    ("ANXIETY", _("anxiety")),
    ("DOUBT", _("doubt")),
    ("SAD", _("sadness")),
    ("GRIEVANCE", _("grievance")),
    ("CALM", _("calm")),
    ("SATISFIED", _("satisfaction")),
)
KINDS = (
    ("COMPLAINT", _("complaint")),
    ("INQUIRY", _("inquiry")),
    ("SUGGESTION", _("suggestion")),
    ("REPORT", _("report of wrongdoing")),
    ("PRAISE", _("praise")),
    ("OTHER", _("other")),
)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> Self:
        """A reading is seen with its complaint."""
        return self.filter(seen_by(user, "complaint__"))

    def containing(self, words: str) -> Self:
        """Readings of contacts that contain these words, two Chinese characters being enough."""
        asked = text_query(words)
        if not asked:
            return self.none()
        return self.filter(search=SearchQuery(asked, search_type="raw", config="simple"))


class Reading(models.Model):
    """Exactly one per contact. `detail` is the engine's whole answer, columns are for asking.

    Where a person corrected the machine, the column holds the person's word and `corrected` names
    the field; `detail` still is what the machine said.
    """

    contact = models.OneToOneField(Contact, models.CASCADE, primary_key=True)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="readings")
    occurred_at = models.DateTimeField(_("time of the contact"))
    polarity = models.CharField(_("polarity"), max_length=8, choices=POLARITY)
    emotion = models.CharField(_("emotion"), max_length=10, choices=EMOTIONS)
    intensity = models.FloatField(_("intensity from 1 to 5"))
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, verbose_name=_("suggested category")
    )
    confidence = models.FloatField(_("confidence from 0 to 1"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, blank=True)
    demands = ArrayField(
        models.CharField(max_length=24), default=list, verbose_name=_("demands read")
    )
    unsure = models.BooleanField(_("unsure"), default=False)
    corrected = ArrayField(
        models.CharField(max_length=12), default=list, verbose_name=_("corrected by a person")
    )
    flags = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("flags"))
    combos = ArrayField(
        models.CharField(max_length=8), default=list, verbose_name=_("combinations")
    )
    detail = models.JSONField(_("detail"))
    engine_version = models.CharField(_("engine"), max_length=40)
    lexicon_version = models.CharField(_("lexicon"), max_length=20)
    read_at = models.DateTimeField(_("read at"))
    search = TokenField(null=True)  # character pairs, see the decision record on search

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [
            models.Index(fields=["complaint", "occurred_at"], name="reading_of_complaint"),
            models.Index(fields=["-occurred_at"], name="reading_newest"),
            GinIndex(fields=["search"], name="reading_search"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.emotion} {self.intensity}"

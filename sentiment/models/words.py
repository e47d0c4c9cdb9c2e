"""New words: the searches for them, and what people decided on each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Discovery(models.Model):
    """One search for new words in what was said in the last so many days."""

    RUNNING, DONE, FAILED = "running", "done", "failed"
    STATUS = ((RUNNING, _("running")), (DONE, _("done")), (FAILED, _("failed")))

    days = models.PositiveSmallIntegerField(_("window in days"))
    status = models.CharField(_("status"), max_length=7, choices=STATUS, default=RUNNING)
    done_steps = models.PositiveSmallIntegerField(_("steps done"), default=0)
    total_steps = models.PositiveSmallIntegerField(_("steps"), default=1)
    texts = models.PositiveIntegerField(_("texts in the window"), default=0)
    read_texts = models.PositiveIntegerField(_("texts looked at"), default=0)
    found = models.PositiveIntegerField(_("words found"), default=0)
    error = models.TextField(_("error"), blank=True)
    started_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, verbose_name=_("started by")
    )
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("search for new words")
        verbose_name_plural = _("searches for new words")
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status="running"),
                name="one_search_for_words_at_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} / {self.days}"


class NewWord(models.Model):
    """A string that looks like a word nobody listed; the figures are of the last search."""

    OPEN, ADDED, DISMISSED = "open", "added", "dismissed"
    STATES = ((OPEN, _("open")), (ADDED, _("in the draft")), (DISMISSED, _("dismissed")))

    word = models.CharField(_("word"), max_length=12, unique=True)
    state = models.CharField(_("state"), max_length=9, choices=STATES, default=OPEN)
    discovery = models.ForeignKey(Discovery, models.CASCADE, related_name="words")
    count = models.PositiveIntegerField(_("times"))
    texts = models.PositiveIntegerField(_("texts with it"))
    before = models.PositiveIntegerField(_("texts in the window before"), default=0)
    cohesion = models.FloatField(_("cohesion in nats"))
    left = models.FloatField(_("entropy to the left in nats"))
    right = models.FloatField(_("entropy to the right in nats"))
    score = models.FloatField(_("score"))
    decided_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("new word")
        verbose_name_plural = _("new words")
        ordering = ["-score", "word"]

    def __str__(self) -> str:
        return self.word

"""A file of contacts on its way in."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import SealedTextField
from accounts.models import User


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def visible_to(self, user: User) -> Self:
        """Officers and administrators see all imports, others their own."""
        return self.all() if user.sees_everything else self.filter(author=user)


class ImportJob(models.Model):
    """One file: uploaded, mapped, running, done. `done_rows` is where a killed run goes on."""

    UPLOADED, RUNNING, DONE, FAILED = "uploaded", "running", "done", "failed"
    STATUS = (
        (UPLOADED, _("uploaded")),
        (RUNNING, _("running")),
        (DONE, _("done")),
        (FAILED, _("failed")),
    )

    author = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("by"))
    name = models.CharField(_("file"), max_length=200)
    path = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    mapping = models.JSONField(_("columns"), default=dict)
    options = models.JSONField(_("options"), default=dict)
    status = models.CharField(_("status"), max_length=8, choices=STATUS, default=UPLOADED)
    total_rows = models.PositiveIntegerField(_("rows"), default=0)
    done_rows = models.PositiveIntegerField(_("rows done"), default=0)
    created_rows = models.PositiveIntegerField(_("contacts created"), default=0)
    known_rows = models.PositiveIntegerField(_("already known"), default=0)
    failed_rows = models.PositiveIntegerField(_("rows with errors"), default=0)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        """How its status looks: quiet while it waits, green when all is there."""
        if self.status == self.DONE:
            return "t2" if self.failed_rows else "ok"
        return {self.RUNNING: "brand", self.FAILED: "t4"}.get(self.status, "")


class ImportProblem(models.Model):
    """One row that could not be taken, with its reasons; it can be mended and run again."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("row"))
    cells = SealedTextField(_("cells"), null=True)  # JSON; the row may hold personal data
    errors = models.JSONField(_("errors"), default=list)

    class Meta:
        verbose_name = _("row with errors")
        verbose_name_plural = _("rows with errors")
        constraints = [
            models.UniqueConstraint(fields=["job", "row"], name="one_problem_per_import_row")
        ]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.row}"

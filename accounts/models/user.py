"""Who works here, in which department, in which role."""

from typing import Any, ClassVar, Self

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    AGENT = "agent", _("Agent")
    SUPERVISOR = "supervisor", _("Supervisor")
    OFFICER = "officer", _("Complaint officer")
    ADMINISTRATOR = "administrator", _("Administrator")


class DepartmentQuerySet(models.QuerySet["Department"]):
    def under(self, department: "Department") -> Self:
        """The department and all below it."""
        return self.filter(path__startswith=department.path)


class Department(models.Model):
    """A node of the organisation; `path` holds the ids from the root, so a subtree is a prefix."""

    name = models.CharField(_("name"), max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("parent")
    )
    path = models.CharField(_("path"), max_length=200, editable=False, db_index=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class PeopleManager(UserManager["User"]):
    def create_superuser(self, username: str, *args: Any, **fields: Any) -> "User":
        """The first person of an installation administers it."""
        return super().create_superuser(username, *args, **{"role": "administrator"} | fields)

    def who_log_in(self) -> models.QuerySet["User"]:
        """People, not the programs that only post with a key."""
        return self.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


class User(AbstractUser):
    """Someone who logs in, or a program that posts with a key."""

    role = models.CharField(_("role"), max_length=13, choices=Role.choices, default=Role.AGENT)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    display_name = models.CharField(_("display name"), max_length=40, blank=True)
    staff_no = models.CharField(_("staff number"), max_length=20, blank=True)
    letter_keys = models.BooleanField(_("single-letter keys"), default=True)

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def sees_everything(self) -> bool:
        """Officers answer for all cases by law, administrators keep the system running."""
        return self.role in (Role.OFFICER, Role.ADMINISTRATOR)

    @property
    def is_supervisor(self) -> bool:
        return self.role == Role.SUPERVISOR

    @property
    def leads(self) -> bool:
        """May see dashboards of others' work and judge alerts."""
        return self.role != Role.AGENT

"""The ways to tell somebody. A channel is a small class with one `send`, registered by name."""

from smtplib import SMTPException
from typing import Protocol

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from accounts.models import User
from alerts.domain.tiers import Tier
from alerts.models import Alert, Notice


class ChannelError(RuntimeError):
    """The message could not be handed over; trying again later makes sense."""


class Channel(Protocol):
    def wants(self, alert: Alert, user: User) -> bool:
        """Whether this person is told of this alert this way."""

    def send(self, notice: Notice) -> None:
        """Hand the message over. Raises ChannelError."""


class Page:
    """The bell on the page. The notice itself is the message, so there is nothing to hand over."""

    def wants(self, alert: Alert, user: User) -> bool:
        return True

    def send(self, notice: Notice) -> None:
        return None


class Email:
    """A letter to people who left an address, from high risk on. It names no person."""

    def wants(self, alert: Alert, user: User) -> bool:
        return bool(user.email) and alert.severity >= Tier.HIGH

    def send(self, notice: Notice) -> None:
        alert = notice.alert
        values = {
            "tier": alert.get_severity_display(),
            "rule": alert.rule.name,
            "reference": alert.complaint.reference if alert.complaint else alert.headline,
        }
        subject = _("Alert, %(tier)s: %(rule)s, %(reference)s") % values
        text = _(
            "Rule %(rule)s fired for %(reference)s. Please acknowledge it in the alert centre."
        )
        try:
            send_mail(subject, text % values, None, [notice.user.email])
        except (SMTPException, OSError) as error:
            raise ChannelError(str(error)) from error


channels: dict[str, Channel] = {"page": Page(), "email": Email()}

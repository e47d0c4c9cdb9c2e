"""`manage.py issue_key NAME --user USERNAME --scope contacts:write`"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import ApiKey, User
from accounts.services import SCOPES, issue_key


class Command(BaseCommand):
    help = "Make a key for a client of the REST API and print it. It is shown once, never stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the client, for people")
        parser.add_argument("--user", required=True, help="user name the key acts as")
        parser.add_argument("--scope", action="append", choices=SCOPES, required=True)
        parser.add_argument("--days", type=int, help="days until it expires; without: never")
        parser.add_argument("--per-minute", type=int, help="requests per minute")
        parser.add_argument(
            "--replaces", metavar="PREFIX", help="take over the source of an older key"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no user {options['user']!r}.")
        source = source_of(options["replaces"], user) if options["replaces"] else ""
        expires_at = timezone.now() + timedelta(days=options["days"]) if options["days"] else None
        key, secret = issue_key(
            options["name"], user=user, scopes=options["scope"], expires_at=expires_at
        )
        key.source, key.per_minute = source, options["per_minute"] or key.per_minute
        key.save(update_fields=["source", "per_minute"])
        self.stdout.write(secret)


def source_of(prefix: str, user: User) -> str:
    """The source of the key that is replaced; it must have acted as the same user."""
    key = ApiKey.objects.filter(prefix=prefix, user=user).first()
    if key is None:
        raise CommandError(f"{user.username} has no key {prefix!r}.")
    return key.contact_source

"""What an installation runs before its new version starts."""

from typing import Any

from django.core.management.base import BaseCommand

from config.local.first_steps import prepare_database


class Command(BaseCommand):
    """Migrate the database and load the reference data; doing it again changes nothing."""

    help = __doc__

    def handle(self, **options: Any) -> None:
        prepare_database()

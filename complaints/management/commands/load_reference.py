"""Fill categories, channels, demands, time limits and calendar; every app adds its own seeds."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from complaints.services.reference_data import load_reference_data
from complaints.services.seeds import seeders


class Command(BaseCommand):
    help = "Load reference data (safe to run again; edited rows are kept)"

    def handle(self, *args: Any, **options: Any) -> None:
        autodiscover_modules("seeds")
        for name, count in load_reference_data().items():
            self.stdout.write(f"{name}: {count}")
        for name, load in seeders.items():
            self.stdout.write(f"{name}: {load()}")

"""Load the seeded reference data: insert what is new, leave what an administrator edited."""

import json
from pathlib import Path
from typing import Any

from django.db import models, transaction

from complaints.models import BusinessDay, BusinessLine, Category, Channel, ClockProfile, DemandKind
from complaints.services.memory import forget

FOLDER = Path(__file__).resolve().parent.parent / "reference"
FILES: tuple[tuple[str, type[models.Model]], ...] = (
    ("channels", Channel),
    ("business_lines", BusinessLine),
    ("demand_kinds", DemandKind),
    ("categories", Category),
    ("clock_profiles", ClockProfile),
    ("business_days", BusinessDay),
)


@transaction.atomic
def load_reference_data() -> dict[str, int]:
    """Fill the reference tables from the seed files; returns how many rows each file holds."""
    counts = {}
    for name, model in FILES:
        seeds = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        model._default_manager.bulk_create(
            [model(**_values(seed)) for seed in seeds], ignore_conflicts=True
        )
        counts[name] = len(seeds)
    forget()
    return counts


def _values(seed: dict[str, Any]) -> dict[str, Any]:
    return {("parent_id" if key == "parent" else key): value for key, value in seed.items()}

"""The rules that come with the product; what an administrator edited is left alone."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from alerts.domain.tiers import Tier
from alerts.models import AlertRule
from complaints.services.seeds import seeder

FILE = Path(__file__).resolve().parent / "reference" / "alert_rules.json"


@seeder("alert_rules")
@transaction.atomic
def load_alert_rules() -> int:
    """Insert the rules that are not there yet, each checked; returns how many there are."""
    rules = [AlertRule(**_values(row)) for row in json.loads(FILE.read_text(encoding="utf-8"))]
    for rule in rules:
        rule.clean()
    AlertRule.objects.bulk_create(rules, ignore_conflicts=True)
    return len(rules)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "severity": int(Tier[row["severity"]])}

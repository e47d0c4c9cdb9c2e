"""The rule file in force, read once per process."""

import json
from functools import cache
from pathlib import Path

from alerts.domain.rulebook import RuleBook

FILE = Path(__file__).resolve().parent.parent / "reference" / "risk_rules.json"


@cache
def rulebook() -> RuleBook:
    """Points, caps, bands and floors. Raises RuleBookError when the file is wrong."""
    return RuleBook.from_dict(json.loads(FILE.read_text(encoding="utf-8")))

"""Conditions of alert rules."""

from typing import Any


class RuleError(ValueError):
    """The stored conditions do not make a rule."""


def build_rule(code: str, conditions: list[dict[str, Any]]) -> Any:
    if not isinstance(conditions, list):
        raise RuleError("conditions must be a list")
    return conditions

"""Parameters of conditions: which there are, what may stand there, and the defaults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from alerts.domain.tiers import Tier

MISSING: Any = object()


class SchemaError(ValueError):
    """A parameter is missing, unknown or out of range."""


@dataclass(frozen=True, slots=True)
class Parameter:
    check: Callable[[Any], bool]
    says: str
    shape: str  # number, codes, code or tier
    default: Any = MISSING
    least: float | None = None
    most: float | None = None

    @property
    def needed(self) -> bool:
        return self.default is MISSING


@dataclass(frozen=True, slots=True)
class Schema:
    parameters: Mapping[str, Parameter]

    def checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters with defaults filled in. Raises SchemaError."""
        unknown = sorted(set(given) - set(self.parameters))
        if unknown:
            raise SchemaError(f"{', '.join(unknown)} is not known here.")
        return {name: self._value(name, given) for name in self.parameters}

    def _value(self, name: str, given: Mapping[str, Any]) -> Any:
        parameter = self.parameters[name]
        value = given.get(name, parameter.default)
        if value is MISSING:
            raise SchemaError(f"{name} is missing.")
        if name in given and not parameter.check(value):
            raise SchemaError(f"{name} must be {parameter.says}.")
        return value


def number(least: float, most: float = float("inf"), default: Any = MISSING) -> Parameter:
    """A number in [least, most]."""

    def check(value: Any) -> bool:
        return (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        )

    top = None if most == float("inf") else most
    return Parameter(check, f"a number from {least:g}", "number", default, least, top)


def codes(default: Any = MISSING) -> Parameter:
    """A list of codes that is not empty."""

    def check(value: Any) -> bool:
        return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)

    return Parameter(check, "a list of codes", "codes", default)


def code(default: Any = MISSING) -> Parameter:
    return Parameter(
        lambda value: isinstance(value, str) and bool(value), "a code", "code", default
    )


def tier(default: Any = MISSING) -> Parameter:
    names = ", ".join(Tier.__members__)
    return Parameter(lambda value: value in Tier.__members__, f"one of {names}", "tier", default)

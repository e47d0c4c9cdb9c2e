"""What stands in the registration form at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form right now."""

    text: str
    category: str = ""
    channel: str = ""
    business_line: str = ""
    product: str = ""
    amount: Decimal | None = None
    people: int | None = None
    demands: tuple[str, ...] = ()
    complainant_id: int | None = None
    against: Mapping[str, str] = field(default_factory=dict)  # what the live reading got wrong

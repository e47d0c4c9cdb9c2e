"""Four tiers and the bands of the score they stand for."""

from collections.abc import Mapping
from enum import IntEnum


class Tier(IntEnum):
    """普通, 敏感, 高风险, 危机. Greater is worse, so that `max` finds the tier in force."""

    NORMAL = 1
    SENSITIVE = 2
    HIGH = 3
    CRISIS = 4


def tier_of(score: int, bands: Mapping[Tier, int]) -> Tier:
    """The tier whose band a score from 0 to 100 falls into; a band begins at its number."""
    return max(tier for tier, start in bands.items() if score >= start)

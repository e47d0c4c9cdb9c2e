"""Hashed character n-grams by whole-array arithmetic: no tokenizer, no Python per text."""

from functools import cache

import numpy as np

from .batch import CODE_POINTS

ORDERS = 2  # single characters and pairs; three cost half as much again and told nothing more
_P1, _P2, _P3 = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D)
_MIX, _FOLD = np.uint32(0x2C1B3C6D), np.uint32(15)
ZERO, NINE = ord("0"), ord("9")


@cache
def _values() -> np.ndarray:
    """The value of every code point in a hash; all digits count as one."""
    points = np.arange(CODE_POINTS, dtype=np.uint32)
    points[ZERO : NINE + 1] = ZERO
    return points * _P1


def gram_slots(codes: np.ndarray, bits: int, orders: int = ORDERS) -> np.ndarray:
    """The hash slots of every n-gram, int32 (orders, positions).

    Args: codes of a batch, or of a piece of one with a separator at both ends; bits, 2**bits
    slots exist; orders, up to how many characters. The separators serve as begin and end marks.
    A position is the first character of its n-grams; the last two have none, and what begins at a
    closing separator means nothing.
    """
    values = _values().take(codes)
    grams = np.empty((orders, max(len(codes) - 2, 0)), dtype=np.uint32)
    grams[0] = values[:-2]
    np.multiply(values[1:-1], _P2, out=grams[1])
    grams[1] += grams[0]
    if orders > 2:  # models up to 2026.11.4
        np.multiply(values[2:], _P3, out=grams[2])
        grams[2] += grams[1]
    grams ^= grams >> _FOLD
    grams *= _MIX
    grams >>= np.uint32(32 - bits)
    return grams.view(np.int32)

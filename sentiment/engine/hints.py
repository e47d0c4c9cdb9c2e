"""Which information an agent should still ask for."""

from collections.abc import Collection

from .evidence import Evidence
from .scanner import CONTACTED, ORDER, PRODUCT

MONEY = ("FEE", "TRX", "FUL04", "FUL06", "FUL07", "MKT05", "COL")
ORDERED = ("FUL", "PRD", "TRX02", "FEE03")


def missing_hints(
    evidence: Evidence,
    polarity: str,
    demands: Collection[str],
    categories: tuple[tuple[str, float], ...],
) -> tuple[str, ...]:
    """Codes of what the text leaves open; nothing is asked of praise or of a plain enquiry."""
    if polarity == "positive" or (polarity == "neutral" and not demands):
        return ()
    top, facts = categories[0][0], evidence.facts
    given = evidence.seen.given[evidence.at]
    dated = any(span[3] == "DATE" for span in facts.spans)
    missing: tuple[str, ...] = () if dated else ("WHEN",)
    if facts.amount is None and top.startswith(MONEY):
        missing += ("AMOUNT",)
    if not given[PRODUCT]:
        missing += ("PRODUCT",)
    if not demands:
        missing += ("DEMAND",)
    if not given[ORDER] and top.startswith(ORDERED):
        missing += ("ORDER",)
    return missing if given[CONTACTED] else (*missing, "CONTACTED_BEFORE")

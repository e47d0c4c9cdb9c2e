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
    top = categories[0][0]
    given = evidence.seen.given[evidence.at]
    facts = {span.code for span in evidence.facts.spans}
    open_points = {
        "WHEN": "DATE" not in facts,
        "AMOUNT": top.startswith(MONEY) and evidence.facts.amount is None,
        "PRODUCT": not given[PRODUCT],
        "DEMAND": not demands,
        "ORDER": top.startswith(ORDERED) and not given[ORDER],
        "CONTACTED_BEFORE": not given[CONTACTED],
    }
    return tuple(code for code, missing in open_points.items() if missing)

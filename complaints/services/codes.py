"""The codes in force."""

from collections import defaultdict

from django.db import connection

from complaints.domain.intake import Codes
from complaints.services.memory import Remembered

# One statement by hand: four by the ORM would cost a single contact a sixth of its time.
IN_FORCE = """
SELECT 'channels', code FROM complaints_channel WHERE active
UNION ALL
SELECT 'categories', code FROM complaints_category WHERE active AND parent_id IS NOT NULL
UNION ALL
SELECT 'business_lines', code FROM complaints_businessline WHERE active
UNION ALL
SELECT 'demands', code FROM complaints_demandkind WHERE active
"""


@Remembered
def codes_in_force() -> Codes:
    """All active codes of the four axes; categories of level 2 only, those are what is assigned."""
    found: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE)
        for axis, code in cursor.fetchall():
            found[axis].add(code)
    return Codes(
        channels=frozenset(found["channels"]),
        categories=frozenset(found["categories"]),
        business_lines=frozenset(found["business_lines"]),
        demands=frozenset(found["demands"]),
    )

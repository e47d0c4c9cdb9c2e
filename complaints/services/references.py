"""Numbers that can be read out on the phone: TS20261122-000123."""

from datetime import datetime

from django.db import connection

from complaints.domain.duration import CHINA

SEQUENCE = "complaints_reference_seq"


def next_references(count: int, day: datetime) -> list[str]:
    """`count` new numbers for complaints registered on `day`.

    They come from a sequence: nobody waits for anybody, and a rolled-back intake leaves a gap.
    """
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [SEQUENCE, count])
        numbers = [number for (number,) in cursor.fetchall()]
    return [f"TS{day.astimezone(CHINA):%Y%m%d}-{number:06d}" for number in numbers]

"""Long jobs that only one process runs at a time, under an advisory lock of PostgreSQL.

The lock dies with the connection that holds it, so a killed process leaves none behind.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection

IMPORTS, RESCORING = 21_321, 21_322  # the first number of a lock; the second is the job


@contextmanager
def alone(lock: int, job_id: int) -> Iterator[bool]:
    """Whether nobody else runs this job, while the block lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [lock, job_id])
        (held,) = cursor.fetchone()
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [lock, job_id])


def run_by_nobody(lock: int, job_ids: Collection[int]) -> list[int]:
    """Those of the jobs that no process runs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid FROM pg_locks JOIN pg_database ON pg_database.oid = database"
            " WHERE locktype = 'advisory' AND granted AND classid = %s"
            " AND datname = current_database()",
            [lock],
        )
        held = {pk for (pk,) in cursor.fetchall()}
    return [pk for pk in job_ids if pk not in held]

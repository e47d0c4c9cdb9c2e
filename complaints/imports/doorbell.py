"""Ring for a worker. A ring that nobody hears is made good by the sweep."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from complaints.imports.running import abandoned

logger = logging.getLogger(__name__)
TASK = "complaints.tasks.run_import"


def ring_for(job_id: int) -> None:
    """After commit, ask the bulk queue to run a job."""
    transaction.on_commit(lambda: _send(job_id))


def ring_for_abandoned() -> None:
    """Ring for every job whose worker died or whose message was lost."""
    for job_id in abandoned():
        _send(job_id)


def _send(job_id: int) -> None:
    try:
        current_app.send_task(TASK, (job_id,), queue="bulk", retry=False)
    except (RedisError, OperationalError) as error:
        logger.warning("doorbell of imports is out of order: %s", error)

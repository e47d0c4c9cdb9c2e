"""Tasks are three lines: a key in, a service called, nothing out."""

from celery import shared_task

from sentiment import doorbell
from sentiment.services import learning, new_words, rescoring, versions

PATIENCE = 20  # seconds a worker stays with one re-reading before others have their turn


@shared_task
def run_rescore(job_id: int) -> None:
    if not rescoring.run(job_id, patience=PATIENCE):
        doorbell.send("run_rescore", job_id)


@shared_task
def train(version_id: int) -> None:
    learning.train_waiting(version_id)


@shared_task
def find_words(search_id: int) -> None:
    new_words.find_words(search_id)


@shared_task
def resume() -> None:
    """Ring for what a lost message or a killed worker left."""
    for job_id in rescoring.abandoned():
        doorbell.send("run_rescore", job_id)
    for version_id in versions.untrained():
        doorbell.send("train", version_id)
    for search_id in new_words.abandoned():
        doorbell.send("find_words", search_id)

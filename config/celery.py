"""Celery as a doorbell: messages say "there is work", the work itself stands in PostgreSQL."""

import os
import sys
from typing import Any

from celery import Celery
from celery.signals import task_postrun, task_prerun, worker_process_init
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("sujing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.CELERY_DB_REUSE_MAX = sys.maxsize  # else Celery connects anew for every task
app.autodiscover_tasks()


@worker_process_init.connect
def warm_up(**_: Any) -> None:
    """The first complaint after a start should not wait for the language model."""
    app.loader.import_module("sentiment.engine.default").default_engine()


@task_prerun.connect
@task_postrun.connect
def let_go(task: Any = None, **_: Any) -> None:
    """Connections that are broken or too old end between two tasks, as between two requests."""
    if not task.request.is_eager:
        close_old_connections()

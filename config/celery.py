"""Celery as a doorbell: messages say "there is work", the work itself stands in PostgreSQL."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("sujing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def warm_up(**_: Any) -> None:
    """The first complaint after a start should not wait for the language model."""
    app.loader.import_module("sentiment.engine.default").default_engine()

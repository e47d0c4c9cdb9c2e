"""Celery as a doorbell: messages say "there is work", the work itself stands in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("sujing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

"""A run that is killed for real: another process takes rows and gets SIGKILL in the middle."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from complaints.imports.running import abandoned, run_import
from complaints.models import Contact, ImportJob
from tests.complaints.imports.kit import started, text_file
from tests.factories import UserFactory

SUICIDE = """
import os, signal, django
django.setup()
from complaints.imports.running import run_import

def die(job):
    if job.done_rows >= 1000:
        os.kill(os.getpid(), signal.SIGKILL)

run_import({job}, tell=die)
"""


def address() -> str:
    """The test's own database, for a process that knows nothing of the test."""
    its = connection.settings_dict
    return f"postgres://{its['USER']}:{its['PASSWORD']}@{its['HOST']}:{its['PORT']}/{its['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_after_a_kill_every_row_is_there_once(tmp_path):
    rows = "".join(f"第{n}封投诉信,2026/1/6 12:00\n" for n in range(1_700))
    job = started(text_file(tmp_path, "内容,时间\n" + rows), UserFactory(administrator=True))

    killed = subprocess.run(
        [sys.executable, "-c", SUICIDE.format(job=job.pk)],
        env=os.environ | {"DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=False,
    )
    left_behind = Contact.objects.count()
    while abandoned() != [job.pk]:
        time.sleep(0.05)  # the server has yet to notice that nobody holds the lock any more
    run_import(job.pk)
    job.refresh_from_db()

    assert (killed.returncode, left_behind) == (-signal.SIGKILL, 1_000)
    assert (job.status, job.done_rows, job.created_rows) == (ImportJob.DONE, 1_700, 1_700)
    assert Contact.objects.count() == 1_700

"""The same rows by the import command and, from a script that is not Django, by the bulk API."""

import csv
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.services import SCOPES, issue_key
from complaints.models import Contact
from config.local.paths import ROOT
from tests.factories import UserFactory
from tests.journeys.following import all_heard, counts, verdicts, wrong_sums
from tests.journeys.world import work_off

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [
    ("A1", "你好，我想咨询一下退款什么时候能到账，谢谢。", "2026-01-06T12:09:38+08:00", ""),
    ("A2", "太欺负人了，再不给我解决我今天就打12378投诉，还要找电视台曝光你们！",
     "2026-01-07T08:00:00+08:00", "13912340987"),
    ("A3", "钱都没了，我不想活了，我现在就在楼顶，我要跳楼。", "2026-01-08T23:10:00+08:00", ""),
    ("A4", "年费重复扣了96元，打了三次电话没人管。", "2026-01-09T09:00:00+08:00", "13800001111"),
    ("A5", "谢谢你们，问题当天就解决了，非常满意。", "2026-01-10T10:00:00+08:00", ""),
    ("A6", "App 昨天升级以后一直闪退，转账都转不了。", "2026-01-11T10:30:00+08:00", ""),
]  # fmt: skip
HEADER = ("external_id", "text", "occurred_at", "person.phone")
SCRIPT = ROOT / "docs" / "examples" / "post_contacts.py"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([HEADER, *ROWS])
    return path


@pytest.fixture
def officer():
    call_command("load_reference", stdout=StringIO())
    user = UserFactory(officer=True, username="officer")
    user.secret = issue_key("CRM", user=user, scopes=list(SCOPES))[1]
    return user


def by_import(file: Path, user, url: str) -> None:
    columns = ["text=text", "received_at=occurred_at", "phone=person.phone"]
    mapping = [word for column in columns for word in ("--map", column)]
    options = ["--channel", "PHONE_HOTLINE", "--user", user.username, "--wait"]
    call_command("import_contacts", str(file), *mapping, *options, stdout=StringIO())


def by_script(file: Path, user, url: str) -> None:
    """A process that has no Django: isolated, and only the standard library on its path."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(file), "--url", url]
    subprocess.run(
        [*command, "--set", "channel=PHONE_HOTLINE"],
        env={"SUJING_KEY": user.secret, "PATH": os.environ["PATH"]},
        check=True,
        capture_output=True,
    )
    work_off()


@pytest.mark.parametrize("bring", [by_import, by_script])
def test_every_row_is_read_judged_and_warned_about(file, officer, live_server, bring):
    bring(file, officer, live_server.url)

    assert counts() == all_heard(len(ROWS))
    assert wrong_sums() == []
    assert {row[1] for row in ROWS} == set(Contact.objects.values_list("text", flat=True))
    rules = {text: verdict[3] for text, verdict in verdicts()}
    assert [rules[ROWS[n][1]] for n in (0, 1, 2, 4)] == [(), ("A08",), ("A15",), ()]


def test_both_ways_come_to_the_same_verdicts(file, officer, live_server):
    by_import(file, officer, live_server.url)
    imported = sorted(verdicts())
    empty_tables()
    by_script(file, officer, live_server.url)

    assert sorted(verdicts()) == imported


def test_the_script_may_run_twice(file, officer, live_server):
    by_script(file, officer, live_server.url)
    by_script(file, officer, live_server.url)

    assert counts() == all_heard(len(ROWS))


def empty_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE complaints_complainant, outbox_outboxevent CASCADE")

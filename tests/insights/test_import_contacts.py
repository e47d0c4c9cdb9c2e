"""The command: from a file to contacts that are read, judged and warned about."""

import csv
import gzip
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from alerts.models import Alert, Risk
from alerts.services.rulebook import rulebook
from complaints.models import Contact, ImportJob
from config.local.paths import ROOT
from outbox.models import Delivery
from sentiment.models import Reading
from tests.complaints.imports.kit import text_file
from tests.factories import UserFactory

CORPUS = ROOT.parent / "shared" / "data" / "gov_messages_hot" / "train.csv.gz"
MAPPING = ["--map", "text=text", "--map", "title=title", "--map", "received_at=time"]
OWN = [
    ("路灯坏了半个月没人修", "路灯", "2019/3/1 08:00:00"),
    (
        "楼下工地夜里两点还在施工，打了五次电话没人管，再不处理我们就去上访！",
        "噪音",
        "2019/3/2 23:10:11",
    ),
    ("谢谢你们，水管当天就修好了。", "感谢", "2019/3/3 10:00:00"),
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def ground():
    call_command("load_reference", stdout=StringIO())
    return UserFactory(administrator=True)


def run(path: Path, *options: str) -> str:
    out = StringIO()
    with override("en"):
        call_command("import_contacts", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


def letters(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    path = folder / "letters.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "title", "time"), *rows])
    return path


def corpus_sample(count: int) -> list[tuple[str, ...]]:
    """The first real letters, on machines that have them; they are not ours to publish."""
    if not CORPUS.is_file():
        return []
    with gzip.open(CORPUS, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [(row["text"], row["title"], row["time"]) for row in islice(rows, count)]


def test_every_letter_is_read_judged_and_its_parts_add_up(tmp_path):
    rows = OWN + corpus_sample(60)

    said = run(letters(tmp_path, rows), *MAPPING, "--channel", "GOV_12345", "--wait")

    assert Contact.objects.count() == Reading.objects.count() == Risk.objects.count() == len(rows)
    assert not Delivery.objects.exclude(status=Delivery.DONE).exists()
    caps = rulebook().caps
    for risk in Risk.objects.all():
        sums = [
            min(cap, sum(line["points"] for line in risk.parts if line["part"] == name))
            for name, cap in caps.items()
        ]
        assert sum(sums) == risk.score
    assert Alert.objects.filter(complaint__contacts__text=OWN[1][0]).exists()
    assert f"{len(rows)} contacts, {len(rows)} readings" in said
    assert "rows/s" in said


def test_without_waiting_only_the_intake_is_done(tmp_path):
    said = run(letters(tmp_path, OWN), *MAPPING, "--channel", "GOV_12345", "--no-wait")

    assert (Contact.objects.count(), Reading.objects.count()) == (3, 0)
    assert set(Delivery.objects.values_list("priority", flat=True)) == {Delivery.BULK}
    assert "3 rows" in said and "readings" not in said


def test_columns_are_guessed_when_none_is_named(tmp_path):
    run(letters(tmp_path, OWN), "--channel", "GOV_12345", "--no-wait")

    assert Contact.objects.count() == 3


def test_a_second_run_brings_nothing_twice(tmp_path):
    path = letters(tmp_path, OWN)
    run(path, *MAPPING, "--channel", "GOV_12345", "--no-wait")

    said = run(path, *MAPPING, "--channel", "GOV_12345", "--no-wait")

    assert "0 new, 3 already known" in said


def test_an_import_that_was_cut_off_is_gone_on_with(tmp_path, ground):
    path = letters(tmp_path, OWN)
    options = (*MAPPING, "--channel", "GOV_12345", "--no-wait")
    run(path, *options)
    ImportJob.objects.update(status=ImportJob.RUNNING, done_rows=2, created_rows=2)
    Contact.objects.latest("pk").delete()

    said = run(path, *options)

    assert "Going on after row 2" in said
    assert (ImportJob.objects.count(), Contact.objects.count()) == (1, 3)


def test_refused_rows_are_named_and_written_to_a_file(tmp_path):
    path = text_file(tmp_path, "text,time\n,2019/1/1\n好的谢谢,2019/1/1\n")
    errors = tmp_path / "errors.csv"

    said = run(path, "--channel", "WEB", "--no-wait", "--errors", str(errors))

    assert "Row 2" in said
    assert errors.stat().st_mode & 0o777 == 0o600
    assert ",2,,2019/1/1" in errors.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--map", "text=nothing"], "nothing"),
        (["--map", "tex=text"], "tex"),
        ([], "Choose a channel"),
        (["--channel", "WEB", "--encoding", "klingon"], "klingon"),
        (["--channel", "PIGEON"], "PIGEON"),
        (["--channel", "WEB", "--user", "nobody"], "nobody"),
        (["--channel", "WEB", "--received-at", "someday"], "someday"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_taken(tmp_path, options, word):
    with pytest.raises(CommandError, match=word):
        run(letters(tmp_path, OWN), *options)

    assert (Contact.objects.count(), ImportJob.objects.count()) == (0, 0)


def test_two_columns_of_one_name_are_never_chosen_between(tmp_path):
    path = text_file(tmp_path, "内容,时间,内容\n服务太差,2019/1/1,还没有人回电\n")

    with pytest.raises(CommandError, match=r"内容 \(#1, #3\).*--map text=#1"):
        run(path, "--channel", "WEB")

    assert (Contact.objects.count(), ImportJob.objects.count()) == (0, 0)


def test_columns_that_are_left_out_are_named(tmp_path):
    path = text_file(tmp_path, "内容,时间,内容\n服务太差,2019/1/1,还没有人回电\n")

    said = run(
        path, "--map", "text=#3", "--map", "received_at=时间", "--channel", "WEB", "--no-wait"
    )

    assert "Columns left out: 内容" in said
    assert Contact.objects.get().text == "还没有人回电"


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="missing"):
        run(tmp_path / "missing.csv", "--channel", "WEB")

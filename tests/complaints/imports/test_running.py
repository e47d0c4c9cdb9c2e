"""A run from file to contacts: taken once, resumed where it was, refused rows kept and mended."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from complaints.imports import errorfile, files, jobs, running
from complaints.imports.running import abandoned, run_import
from complaints.models import Complainant, Complaint, Contact, ImportJob, ImportProblem
from tests.complaints.imports.kit import GOOD, byte_file, imported, started, text_file, workbook
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BAD = GOOD + ",2026/1/6,\n=1+1 太贵了,2099/1/1,013800138000\n"


@pytest.fixture
def author():
    return UserFactory(administrator=True)


def many(count: int) -> str:
    rows = "".join(f"第{i}封投诉信,2026/1/6 12:00\n" for i in range(count))
    return "内容,时间\n" + rows


def counts(job: ImportJob) -> tuple[int, int, int, int]:
    job.refresh_from_db()
    return job.done_rows, job.created_rows, job.known_rows, job.failed_rows


@pytest.mark.parametrize("kind", ["csv", "gb18030", "gzip", "xlsx"])
def test_a_file_becomes_contacts_of_recognised_people(tmp_path, author, kind):
    rows = [line.split(",") for line in GOOD.splitlines()]
    path = {
        "csv": lambda: text_file(tmp_path),
        "gb18030": lambda: text_file(tmp_path, encoding="gb18030"),
        "gzip": lambda: text_file(tmp_path, name="a.csv.gz"),
        "xlsx": lambda: workbook(tmp_path, rows),
    }[kind]()

    job = imported(path, author)

    assert (job.status, job.error, counts(job)) == (ImportJob.DONE, "", (2, 2, 0, 0))
    assert list(Contact.objects.order_by("occurred_at").values_list("text", flat=True)) == [
        "服务态度太差我要投诉",
        "多扣了我三百块钱",
    ]
    assert Complainant.objects.exclude(phone_hash=None).count() == 1
    assert set(Complaint.objects.values_list("registered_by", flat=True)) == {author.pk}


def test_importing_a_file_twice_brings_nothing_twice(tmp_path, author):
    path = text_file(tmp_path)

    imported(path, author)
    again = imported(path, author)

    assert (counts(again), Contact.objects.count()) == ((2, 0, 2, 0), 2)


def test_rows_with_their_own_time_are_known_in_an_extended_file_too(tmp_path, author):
    imported(text_file(tmp_path), author)

    header, rest = GOOD.split("\n", 1)
    again = imported(text_file(tmp_path, f"{header}\n新来的一封信,2026/3/1,\n{rest}"), author)

    assert counts(again) == (3, 1, 2, 0)


def test_equal_rows_of_one_file_are_two_contacts(tmp_path, author):
    text = "内容,时间\n" + "又断电了,2026/1/6 12:00\n" * 2

    assert counts(imported(text_file(tmp_path, text), author)) == (2, 2, 0, 0)


def test_rows_without_time_are_known_by_file_and_place(tmp_path, author):
    path = text_file(tmp_path, "内容\n又断电了\n")
    imported(path, author)

    same, other = (
        imported(path, author),
        imported(text_file(tmp_path, "内容\n又断电了\n\n"), author),
    )

    assert (same.created_rows, other.created_rows) == (0, 1)


def test_a_killed_run_goes_on_exactly_where_it_was(tmp_path, author, monkeypatch):
    job = started(text_file(tmp_path, many(25)), author)
    monkeypatch.setattr(running, "CHUNK_ROWS", 10)

    def kill(job: ImportJob) -> None:
        if job.done_rows == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(job.pk, tell=kill)
    before = counts(job)
    assert abandoned() == [job.pk]
    run_import(job.pk)

    assert (before, counts(job)) == ((20, 20, 0, 0), (25, 25, 0, 0))
    assert Contact.objects.count() == 25


def test_a_chunk_that_dies_halfway_leaves_nothing(tmp_path, author, monkeypatch):
    job = started(text_file(tmp_path, BAD), author)

    class Dead(Exception):
        pass

    def dead(*args):
        raise Dead

    monkeypatch.setattr(running, "problem_of", dead)
    with pytest.raises(Dead):
        run_import(job.pk)

    assert (counts(job), Contact.objects.count()) == ((0, 0, 0, 0), 0)


def test_a_run_out_of_patience_says_that_rows_are_left(tmp_path, author, monkeypatch):
    job = started(text_file(tmp_path, many(25)), author)
    monkeypatch.setattr(running, "CHUNK_ROWS", 10)

    turns = [run_import(job.pk, patience=0) for _ in range(3)]

    assert (turns, counts(job)) == ([False, False, False], (25, 25, 0, 0))


def test_refused_rows_are_kept_sealed_with_their_reasons(tmp_path, author):
    job = imported(text_file(tmp_path, BAD), author)

    assert counts(job) == (4, 2, 0, 2)
    assert [(p.row, [e["code"] for e in p.errors]) for p in job.problems.order_by("row")] == [
        (4, ["empty"]),
        (5, ["in_the_future"]),
    ]
    assert json.loads(job.problems.get(row=5).cells)["cells"][0] == "=1+1 太贵了"


def test_nul_and_bytes_without_meaning_cost_only_their_row(tmp_path, author):
    data = GOOD.encode() + "退\x00款,2026/1/6,\n".encode() + b"\xff\xfe,2026/1/6,\n"

    job = imported(byte_file(tmp_path, data), author, encoding="utf-8")

    assert counts(job) == (4, 3, 0, 1)
    assert Contact.objects.filter(text="退\ufffd款").exists()


def test_the_error_file_is_safe_and_comes_back_mended(tmp_path, author):
    job = imported(text_file(tmp_path, BAD), author)
    text = "".join(errorfile.csv_pieces(job))
    assert "'=1+1 太贵了,2099/1/1,'013800138000" in text

    mended = text.replace("2099", "2026").replace("empty,", "")
    child = imported(text_file(tmp_path, mended, name="mended.csv"), author)

    assert (child.options["parent"], counts(child)) == (job.pk, (2, 1, 0, 1))
    assert counts(job) == (4, 2, 0, 1)
    assert Contact.objects.filter(text="=1+1 太贵了").exists()
    assert Complainant.objects.filter(phone_tail="8000").exists()


def test_a_mended_row_is_known_in_the_mended_whole_file(tmp_path, author):
    job = imported(text_file(tmp_path, BAD), author)
    mended = "".join(errorfile.csv_pieces(job)).replace("2099", "2026")
    imported(text_file(tmp_path, mended, name="mended.csv"), author)

    whole = imported(text_file(tmp_path, BAD.replace("2099", "2026")), author)

    assert counts(whole) == (4, 0, 3, 1)


def test_rows_added_to_an_error_file_are_not_taken_for_known_ones(tmp_path, author):
    job = imported(text_file(tmp_path, "内容,电话\n又断电了,\n,13812345678\n"), author)
    text = "".join(errorfile.csv_pieces(job))
    added = f"{text},,新加的一行,\r\n,3,同一号的甲,\r\n,3,同一号的乙,\r\n"

    child = imported(text_file(tmp_path, added, name="mended.csv"), author)

    assert counts(child) == (4, 3, 0, 1)


def test_a_text_no_cell_can_hold_is_never_cut_silently(tmp_path, author):
    text = "内容,时间\n" + "怨" * 40_000 + ",2099/1/1\n"
    job = imported(text_file(tmp_path, text), author)
    errorfile.write(job, tmp_path / "errors.xlsx")

    child = imported(tmp_path / "errors.xlsx", author)

    assert (job.failed_rows, child.created_rows) == (1, 0)
    assert "spreadsheet_error" in {e["code"] for e in child.problems.get().errors}


@pytest.mark.parametrize("name", ["errors.csv", "errors.xlsx"])
def test_an_untouched_error_file_is_refused_for_the_same_reasons(tmp_path, author, name):
    job = imported(text_file(tmp_path, BAD), author)
    errorfile.write(job, tmp_path / name)

    child = imported(tmp_path / name, author)

    assert [p.errors for p in child.problems.order_by("row")] == [
        p.errors for p in job.problems.order_by("row")
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_error_file_is_known_in_whichever_language_it_was_written(tmp_path, author, language):
    job = imported(text_file(tmp_path, BAD), author)
    with override(language):
        errorfile.write(job, tmp_path / "errors.csv")

    child = imported(tmp_path / "errors.csv", author)

    assert child.options["parent"] == job.pk


def test_refused_rows_are_tried_again_as_they_are(tmp_path, author, monkeypatch):
    job = imported(text_file(tmp_path, BAD), author)
    later = timezone.now() + timedelta(days=365 * 80)
    monkeypatch.setattr("complaints.imports.receiving.timezone.now", lambda: later)

    jobs.rerun_failed(job)
    run_import(job.pk)

    assert (job.status, counts(job)) == (ImportJob.DONE, (4, 3, 0, 1))
    assert [p.row for p in job.problems.all()] == [4]


def test_a_file_that_breaks_later_fails_before_anything_is_taken(tmp_path, author):
    path = text_file(tmp_path, many(600))
    job = started(path, author)
    path.write_bytes(path.read_bytes()[:-2] + b"x" * 2_000_001)

    run_import(job.pk)
    job.refresh_from_db()

    assert (job.status, json.loads(job.error)["code"]) == (ImportJob.FAILED, "line_too_long")
    assert Contact.objects.count() == 0


def test_an_upload_is_deleted_when_its_run_is_done(author):
    path = files.keep_upload([BAD.encode()])
    assert path.stat().st_mode & 0o777 == 0o600

    job = imported(path, author)

    assert (job.path, path.exists(), job.problems.count()) == ("", False, 2)


def test_what_nobody_finished_is_forgotten_after_a_week(author):
    path = files.keep_upload([BAD.encode()])
    job = jobs.create_job(path, name="a.csv", author=author)
    ImportProblem.objects.create(job=job, row=2, cells="{}")

    files.purge_imports(timezone.now() + timedelta(days=8))

    assert (path.exists(), job.problems.exclude(cells=None).count()) == (False, 0)


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        ({"received_at": 1}, {"channel": "WEB"}, "no_text"),
        ({"text": 0}, {}, "no_channel"),
        ({"text": 0}, {"channel": "PIGEON"}, "unknown_channel"),
        ({"text": 0, "title": 0}, {"channel": "WEB"}, "column_twice"),
        ({"text": 7}, {"channel": "WEB"}, "no_such_column"),
        ({"texts": 0}, {"channel": "WEB"}, "unknown_field"),
    ],
)
def test_columns_that_make_no_sense_are_refused(tmp_path, author, columns, options, code):
    job = jobs.create_job(text_file(tmp_path), name="a", author=author)

    with pytest.raises(jobs.MappingError) as refusal:
        jobs.configure(job, columns=columns, **options)

    assert refusal.value.code == code

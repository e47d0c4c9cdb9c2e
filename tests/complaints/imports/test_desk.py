"""The desk in the browser: upload, columns, preview, run, error file, and who may what."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from complaints.imports.files import folder
from complaints.imports.limits import MAX_UPLOAD
from complaints.imports.running import run_import
from complaints.imports.words import row_messages
from complaints.models import Channel, Contact, ImportJob
from complaints.services.reference_data import load_reference_data
from tests.complaints.imports.kit import GOOD, imported, text_file
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BAD = GOOD + ",2026/1/6,\n"
COLUMNS = {"c0": "text", "c1": "received_at", "c2": "phone", "channel": "WEB", "source": "import"}


@pytest.fixture
def supervisor(client):
    load_reference_data()
    user = UserFactory(supervisor=True)
    client.force_login(user)
    return user


def upload(client, data: bytes, name: str = "letters.csv", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("complaints:imports"), {"file": file, **more})


def content(client, url: str) -> bytes:
    return b"".join(client.get(url).streaming_content)


def page(job: ImportJob, name: str = "import") -> str:
    return reverse(f"complaints:{name}", args=[job.pk])


def test_a_file_goes_from_upload_to_contacts(client, supervisor):
    response = upload(client, GOOD.encode("gb18030"))
    job = ImportJob.objects.get()
    assert response.headers["Location"] == page(job)

    shown = client.get(page(job)).content.decode()
    assert "138****5678" in shown and "13812345678" not in shown.split('id="preview"')[1]

    assert client.post(page(job, "import_start"), COLUMNS).status_code == 302
    run_import(job.pk)
    job.refresh_from_db()

    assert (job.status, job.created_rows) == (ImportJob.DONE, 2)
    assert set(Contact.objects.values_list("author", flat=True)) == {supervisor.pk}


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04nothing", b"\xff\xfe\xfd", "我要投诉,2026/1/6\n".encode()]
)
def test_a_file_that_is_no_table_is_refused_beside_its_field(client, supervisor, data):
    before = set(folder().glob("*"))

    response = upload(client, data)

    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert (ImportJob.objects.count(), set(folder().glob("*"))) == (0, before)


def test_a_file_too_large_is_refused_before_it_is_read(client, supervisor):
    response = client.post(
        reverse("complaints:imports"),
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=MAX_UPLOAD * 2,
    )

    assert response.status_code == 413
    assert "64" in response.context["form"].errors["file"][0]


def test_an_upload_without_token_is_refused(supervisor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor)

    assert upload(strict, GOOD.encode()).status_code == 403


def test_the_preview_follows_the_columns_and_stores_nothing(client, supervisor):
    upload(client, GOOD.encode())
    job = ImportJob.objects.get()

    response = client.post(
        page(job, "import_preview"), {**COLUMNS, "c1": ""}, headers={"HX-Request": "true"}
    )

    assert [row.reasons for row in response.context["rows"]] == [[], []]
    assert not response.content.decode().lstrip().startswith("<!doctype")
    job.refresh_from_db()
    assert job.mapping == {"text": 0, "received_at": 1, "phone": 2}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"c0": ""}, "__all__"),
        ({"channel": ""}, "channel"),
        ({"c1": "text"}, "c1"),
        ({"source": ""}, "source"),
    ],
)
def test_columns_that_make_no_sense_are_said_beside_their_field(client, supervisor, change, field):
    upload(client, GOOD.encode())
    job = ImportJob.objects.get()

    response = client.post(page(job, "import_start"), COLUMNS | change)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    job.refresh_from_db()
    assert job.status == ImportJob.UPLOADED


def test_a_name_over_two_columns_is_pointed_out(client, supervisor):
    upload(client, "内容,内容\n服务态度太差,x\n".encode())

    response = client.get(page(ImportJob.objects.get()))

    assert response.context["repeated"] == [("内容", "1, 2")]
    assert ImportJob.objects.get().mapping == {}
    assert [column.twins for column in response.context["columns"]] == ["2", "1"]


def test_the_error_files_hold_the_refused_rows(client, supervisor, tmp_path):
    job = imported(text_file(tmp_path, BAD), supervisor)

    text = content(client, page(job, "import_errors_csv")).decode()
    book = content(client, page(job, "import_errors_xlsx"))

    assert text.startswith("\ufeff") and ",4,,2026/1/6," in text
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(book)).namelist()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_error_file_speaks_its_readers_language(
    client, supervisor, tmp_path, settings, language
):
    job = imported(text_file(tmp_path, BAD), supervisor)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response = client.get(page(job, "import_errors_csv"))
    with override("zh-hans" if language == "en" else "en"):  # a server streams when it likes
        header, row = b"".join(response.streaming_content).decode().splitlines()

    with override(language):
        place, reason = gettext("Row in import"), row_messages(job.problems.get().errors)
    assert f",{place} #{job.pk}," in header
    assert row.startswith(reason)


def test_mended_rows_come_back_through_the_same_door(client, supervisor, tmp_path):
    job = imported(text_file(tmp_path, BAD), supervisor)
    text = content(client, page(job, "import_errors_csv")).decode()

    upload(client, text.replace(",4,,", ",4,现在有内容了,").encode())
    child = ImportJob.objects.latest("pk")
    client.post(page(child, "import_start"), COLUMNS)
    run_import(child.pk)
    job.refresh_from_db()

    assert (child.options["parent"], job.failed_rows) == (job.pk, 0)
    assert Contact.objects.count() == 3


def test_refused_rows_run_again_on_request(client, supervisor, tmp_path):
    job = imported(text_file(tmp_path, BAD), supervisor)

    client.post(page(job, "import_again"))
    job.refresh_from_db()

    assert (job.status, job.options["rerun_after"]) == (ImportJob.RUNNING, 0)


def test_rows_refused_for_a_missing_code_come_in_once_it_is_there(client, supervisor, tmp_path):
    text = "内容,渠道\n服务态度太差我要投诉,飞鸽传书\n多扣了我三百块钱,APP\n"
    job = imported(text_file(tmp_path, text), supervisor)
    assert (job.created_rows, job.failed_rows) == (1, 1)
    Channel.objects.create(
        code="PIGEON", name_zh="飞鸽传书", name_en="Pigeon", group="SELF", order=99
    )

    shown = client.get(page(job)).content.decode()
    assert page(job, "import_again") in shown
    client.post(page(job, "import_again"))
    run_import(job.pk)
    job.refresh_from_db()

    assert (job.status, job.created_rows, job.failed_rows) == (ImportJob.DONE, 2, 0)
    assert set(Contact.objects.values_list("channel", flat=True)) == {"APP", "PIGEON"}
    assert page(job, "import_again") not in client.get(page(job)).content.decode()


def test_a_discarded_file_is_gone(client, supervisor):
    upload(client, GOOD.encode())

    job = ImportJob.objects.get()
    client.post(page(job, "import_discard"))

    assert (ImportJob.objects.count(), Path(job.path).exists()) == (0, False)


@pytest.mark.parametrize("status", [ImportJob.RUNNING, ImportJob.DONE, ImportJob.FAILED])
def test_the_state_comes_as_a_part_and_polls_only_while_it_runs(
    client, supervisor, tmp_path, status
):
    job = imported(text_file(tmp_path, BAD), supervisor)
    ImportJob.objects.update(status=status, error='{"code": "file_gone"}')

    text = client.get(page(job), headers={"HX-Request": "true"}).content.decode()

    assert ("every 2s" in text) is (status == ImportJob.RUNNING)
    assert "<html" not in text


@pytest.mark.parametrize("name", ["import", "import_errors_csv", "import_errors_xlsx"])
@pytest.mark.parametrize(
    ("role", "status"), [("agent", 404), ("supervisor", 404), ("officer", 200)]
)
def test_what_another_imported_is_not_found(client, supervisor, tmp_path, role, status, name):
    job = imported(text_file(tmp_path, BAD), supervisor)

    client.force_login(UserFactory(role=role))

    response = client.get(page(job, name))
    b"".join(response.streaming_content if response.streaming else ())

    assert response.status_code == status


@pytest.mark.parametrize(
    "name", ["import_preview", "import_start", "import_again", "import_discard"]
)
def test_what_another_imported_is_not_touched(client, supervisor, tmp_path, name):
    job = imported(text_file(tmp_path, BAD), supervisor)
    client.force_login(UserFactory(supervisor=True))

    assert client.post(page(job, name), COLUMNS).status_code == 404


def test_agents_find_no_desk(client):
    client.force_login(UserFactory())

    assert client.get(reverse("complaints:imports")).status_code == 404


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_however_long(client, supervisor, rows, django_assert_num_queries):
    options = {"header": ["a"], "source": "import"}
    ImportJob.objects.bulk_create(
        ImportJob(author=supervisor, name=str(n), path="", options=options) for n in range(rows)
    )

    with django_assert_num_queries(4):
        response = client.get(reverse("complaints:imports"))

    assert len(response.context["page"]) == rows

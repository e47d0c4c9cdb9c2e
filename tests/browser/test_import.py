"""A supervisor imports a file with three bad rows, mends them and brings them back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from complaints.imports.running import run_import
from complaints.models import Contact, ImportJob
from complaints.services.reference_data import load_reference_data
from tests.factories import UserFactory

GOOD = "".join(
    f"第{n}封投诉：多扣了年费一直不退,2026/1/{n} 12:00,1380013800{n}\n" for n in range(1, 8)
)
BAD = ",2026/1/6,13800138008\n没有日期的投诉,昨天,\n来自将来的投诉,2999/1/1,\n"


@pytest.fixture
def desk(page: Page, site: str, log_in) -> Page:
    load_reference_data()
    log_in(UserFactory(supervisor=True))
    page.goto("/complaints/imports/", wait_until="load")
    return page


def brought(page: Page, file: Path) -> ImportJob:
    page.locator("#id_file").set_input_files(file)
    page.locator(".sj-imp-up button").click()
    expect(page.locator("#preview")).to_be_visible()
    return ImportJob.objects.latest("pk")


def run(page: Page, job: ImportJob) -> None:
    """The page follows by itself while the workers' part is done here."""
    page.locator("#id_channel").select_option("WEB")
    page.locator("[formaction$='/start/'], form[action$='/start/'] .btn-primary").first.click()
    expect(page.locator("[hx-trigger*='every 2s'], [data-live~=imports]").first).to_be_attached()
    run_import(job.pk)


def test_three_bad_rows_are_named_mended_and_brought_back(desk: Page, tmp_path: Path):
    file = tmp_path / "letters.csv"
    file.write_text("内容,时间,电话\n" + GOOD + BAD, encoding="gb18030")

    job = brought(desk, file)
    expect(desk.locator("#preview .sj-imp-why")).to_have_count(3)
    run(desk, job)

    expect(desk.locator(".sj-imp-rows tbody tr")).to_have_count(3, timeout=15_000)
    assert [row.inner_text() for row in desk.locator(".sj-imp-rows td:first-child").all()] == [
        "9", "10", "11",
    ]  # fmt: skip
    assert Contact.objects.count() == 7

    with desk.expect_download() as kept:
        desk.locator("a[href$='errors.csv']").click()
    mended = tmp_path / "mended.csv"
    text = kept.value.path().read_text("utf-8-sig")
    text = text.replace(",9,,", ",9,现在有内容了,").replace("昨天", "2026/1/8")
    mended.write_text(text.replace("2999/1/1", "2026/1/9"), encoding="utf-8")
    desk.locator("#mended").set_input_files(mended)
    desk.locator(".sj-imp-back button").click()
    expect(desk.locator("#preview")).to_be_visible()
    child = ImportJob.objects.latest("pk")
    run(desk, child)
    expect(desk.locator(".sj-tag.ok").first).to_be_visible(timeout=15_000)

    job.refresh_from_db()
    child.refresh_from_db()
    assert (Contact.objects.count(), job.failed_rows, child.failed_rows) == (10, 0, 0)

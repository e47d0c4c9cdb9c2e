"""The import desk in a real browser: from the file to the result, in both themes."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from complaints.imports.running import run_import
from complaints.models import Contact, ImportJob
from complaints.services.reference_data import load_reference_data
from tests.browser.axe import STILL
from tests.complaints.imports.kit import imported, text_file
from tests.factories import UserFactory

LETTERS = (
    "留言编号,手机,留言时间,留言详情,渠道\n"
    "L1,13812345678,2026/1/6 12:09:38,路灯坏了半个月没有人修，打了三次电话,微博\n"
    "L2,13812345679,2026/1/7,楼下工地夜里两点还在施工，没有人管,飞鸽\n"
)


@pytest.fixture
def officer(site, log_in):
    load_reference_data()
    user = UserFactory(officer=True)
    log_in(user)
    return user


@pytest.fixture
def mapped(site: str, officer, page: Page, tmp_path: Path) -> Page:
    """The page on which the columns of an uploaded file are checked."""
    page.goto(f"{site}/complaints/imports/")
    page.set_input_files("#id_file", text_file(tmp_path, LETTERS, encoding="gb18030"))
    page.locator(".sj-imp-up button").click()
    page.wait_for_selector("#preview")
    return page


def test_a_file_goes_from_upload_to_result(mapped: Page):
    faults: list[str] = []
    mapped.on("console", lambda it: faults.append(it.text) if it.type == "error" else None)

    mapped.locator("[data-form-key=submit]").click()
    mapped.wait_for_selector("#state")
    run_import(ImportJob.objects.get().pk)

    expect(mapped.locator("#state .sj-imp-why")).to_contain_text("飞鸽", timeout=10_000)
    assert (Contact.objects.count(), faults) == (1, [])


def test_the_preview_follows_every_choice(mapped: Page):
    expect(mapped.locator("#preview")).to_contain_text("飞鸽")

    mapped.locator("select[name=c4]").select_option("")
    expect(mapped.locator("#preview")).not_to_contain_text("飞鸽")

    mapped.locator("select[name=c0]").select_option("text")
    expect(mapped.locator("#preview .sj-imp-wrong")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_assistive_technology(
    mapped: Page, site, officer, tmp_path, theme
):
    done = imported(text_file(tmp_path, LETTERS), officer, loaded=True)
    desk = f"{site}/complaints/imports/"
    addresses = [mapped.url, desk, f"{desk}{done.pk}/"]

    found = {url: violations(mapped, url, theme) for url in addresses}

    assert [faults for faults in found.values() if faults] == []


def violations(page: Page, url: str, theme: str) -> list[tuple[str, str]]:
    """What axe-core finds wrong by WCAG 2.2 A and AA: the rule and where."""
    page.goto(url)
    page.evaluate("theme => document.documentElement.dataset.bsTheme = theme", theme)
    page.evaluate(STILL)  # colours on their way from one theme to the other are neither
    page.evaluate((settings.NODE / "axe-core" / "axe.min.js").read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found]

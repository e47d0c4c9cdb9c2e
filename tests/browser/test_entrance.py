"""The way in: log in and out, the language, the theme."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import UserFactory

PASSWORD = "a-long-enough-secret"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "zh-CN"}


@pytest.fixture
def agent(site):
    user = UserFactory(username="agent", display_name="坐席 0217")
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.goto("/")
    page.locator("[name=username]").fill("agent")
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")


def entered(page: Page) -> None:
    log_in(page)
    expect(page).to_have_url(re.compile("/complaints/work/$"))


def test_a_wrong_password_is_said_and_the_right_one_leads_to_the_tasks(page: Page, agent):
    log_in(page, "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=username]")).to_have_value("agent")

    entered(page)
    expect(page.locator("h1")).to_have_text("我的待办")

    page.locator(".sj-side-foot summary").click()
    page.locator(".sj-side-foot button", has_text="退出").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_the_language_changes_on_the_same_page_and_stays(page: Page, agent):
    entered(page)
    page.goto("/insights/complaints/?view=all")

    page.locator(".sj-side-foot summary").click()
    page.locator(".sj-side-foot [name=language][value=en]").click()

    expect(page).to_have_url(re.compile(r"/insights/complaints/\?view=all$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/complaints/work/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_theme_follows_the_system_until_one_chooses(page: Page, agent):
    page.emulate_media(color_scheme="dark")
    entered(page)
    shown = page.locator("html")
    expect(shown).to_have_attribute("data-bs-theme", "dark")

    page.locator("[data-act=theme]").click()
    expect(shown).to_have_attribute("data-bs-theme", "light")
    page.goto("/alerts/")

    expect(shown).to_have_attribute("data-bs-theme", "light")

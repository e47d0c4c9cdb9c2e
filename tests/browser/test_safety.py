"""Safety as it is seen in a browser: the lock, the calendar under our CSP, a database away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import UserFactory


@pytest.fixture
def agent(site):
    user = UserFactory(username="agent")
    user.set_password("a-long-enough-secret")
    user.save()
    return user


def attempt(page: Page, password: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill("agent")
    page.locator("[name=password]").fill(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_who_tried_too_often_is_told_to_wait(page: Page, agent):
    for _ in range(5):
        attempt(page, "wrong")
    attempt(page, "a-long-enough-secret")

    expect(page.locator("h1")).to_have_text(re.compile("Too many attempts|尝试次数|次数过多"))
    page.locator("main a.btn").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_the_calendar_of_the_administration_works_under_our_policy(page: Page, site, log_in):
    log_in(UserFactory(administrator=True))
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.goto("/admin/accounts/apikey/add/", wait_until="load")

    page.locator(".date-icon").first.click()
    expect(page.locator(".calendarbox").first).to_be_visible()
    page.locator(".calendar td:not(.nonday) a").first.click()
    expect(page.locator("#id_expires_at_0")).not_to_have_value("")
    page.locator(".clock-icon").first.click()
    expect(page.locator(".clockbox").first).to_be_visible()
    page.locator(".timelist a").first.click()

    expect(page.locator("#id_expires_at_1")).not_to_have_value("")
    assert said == []

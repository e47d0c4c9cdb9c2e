"""The picture in the README: SCREENSHOT=1 draws it anew from the demo's data."""

import os
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from accounts.models import User
from alerts.seeds import load_alert_rules
from complaints.services.reference_data import load_reference_data
from config.local.paths import ROOT

PICTURE = ROOT / "docs" / "images" / "dashboard.png"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    size = {"width": 1440, "height": 900}
    return browser_context_args | {"locale": "zh-CN", "viewport": size, "color_scheme": "light"}


@pytest.fixture
def demo(site: str, settings) -> None:
    settings.DEMO = True
    load_reference_data()
    load_alert_rules()
    call_command("demo", "--scale", os.environ.get("SCALE", "0.05"), stdout=StringIO())


def test_the_cockpit_shows_the_demo_on_one_screen(page: Page, demo, log_in):
    log_in(User.objects.get(username="officer"))
    page.goto("/insights/dashboard/?period=7d", wait_until="load")

    expect(page.locator(".sj-a-cockpit .sj-alert-row").first).to_be_visible()
    expect(page.locator("#trend canvas").first).to_be_visible()
    expect(page.locator("#heat canvas").first).to_be_visible()
    height, shown = page.evaluate("[document.body.scrollHeight, innerHeight]")
    assert height <= shown
    if os.environ.get("SCREENSHOT") == "1":
        page.wait_for_timeout(1500)  # charts draw themselves in a moment
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        assert PICTURE.stat().st_size < 300_000

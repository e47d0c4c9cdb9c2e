"""Two people at once: an agent registers, a supervisor sees the alert and acknowledges it."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.services import create_department
from alerts.models import Alert
from alerts.seeds import load_alert_rules
from complaints.services.reference_data import load_reference_data
from tests.factories import UserFactory, receive

THREAT = "太欺负人了，再不给我解决我今天就打12378投诉，还要找电视台曝光你们！"
PASSWORD = "a-long-enough-secret"


@pytest.fixture
def team(site):
    """A supervisor and an agent of her department, who log in with passwords."""
    load_reference_data()
    load_alert_rules()
    centre = create_department("中心")
    people = {
        "supervisor": UserFactory(supervisor=True, username="supervisor", department=centre),
        "agent": UserFactory(username="agent", department=create_department("一组", parent=centre)),
    }
    for user in people.values():
        user.set_password(PASSWORD)
        user.save()
    return people


def entered(page: Page, name: str) -> Page:
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("login"))
    return page


def test_a_supervisor_sees_the_alert_appear_and_acknowledges_it(
    page: Page, new_context, team, worker
):
    desk = entered(page, "agent")
    cockpit = entered(new_context().new_page(), "supervisor")
    feed = cockpit.locator(".sj-a-cockpit")
    expect(feed.locator(".sj-alert-row")).to_have_count(0)
    expect(cockpit.locator("[data-live-state]:not(.off)")).to_be_visible()
    cockpit.evaluate("window.neverReloaded = true")

    desk.goto("/complaints/new/", wait_until="load")
    desk.locator("#id_text").fill(THREAT)
    desk.locator("[name=channel]").first.check(force=True)
    expect(desk.locator("#sg-1")).to_be_visible()
    desk.locator("#sg-1").click()
    desk.locator("[name=demands]").first.check(force=True)
    desk.locator("#id_text").press("Control+Enter")
    expect(desk.locator("[data-done]")).to_be_visible()

    row = feed.locator(".sj-alert-row")
    expect(row).to_have_count(1, timeout=20_000)
    expect(cockpit.locator("#nav-alerts")).to_have_text("1")
    row.locator("[data-row-key=a]").click()
    expect(feed.locator(".sj-alert-row.held")).to_have_count(1)
    expect(cockpit.locator("#nav-alerts")).to_have_text("")

    alert = Alert.objects.get()
    assert (alert.status, alert.acknowledged_by) == (Alert.ACKNOWLEDGED, team["supervisor"])
    assert cockpit.evaluate("window.neverReloaded")


def test_without_the_stream_the_page_asks_by_itself(page: Page, team, worker, log_in):
    """Redis is gone, or a proxy cuts streams: news come a few seconds later."""
    log_in(team["supervisor"])
    page.route("**/live/", refuse)
    page.clock.install()
    page.goto("/alerts/", wait_until="load")
    expect(page.locator("[data-live-state].off")).to_be_visible()

    receive(THREAT, by=team["agent"])
    worker.settle()
    page.clock.fast_forward(11_000)

    expect(page.locator("#alert-rows .sj-alert-row")).to_have_count(1)


def refuse(route: Route) -> None:
    route.abort()

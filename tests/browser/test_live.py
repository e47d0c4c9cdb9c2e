"""News that reach an open page."""

import json
from typing import Any

from playwright.sync_api import Page

from accounts.models import Role
from outbox.doorbell import redis
from outbox.live import CHANNEL
from tests.factories import UserFactory

HEAR = """() => {
  window.heard = [];
  const feed = document.getElementById('live-feed');
  feed.addEventListener('live:alerts', news => window.heard.push(news.detail.id));
}"""


def test_the_last_news_of_a_burst_are_told_too(page: Page, site: str, log_in: Any):
    log_in(UserFactory(role=Role.SUPERVISOR))
    with page.expect_response(lambda response: response.url.endswith("/live/")):
        page.goto(f"{site}/insights/dashboard/")
    page.wait_for_selector("#live-feed section")
    page.wait_for_timeout(500)  # the stream listens
    page.evaluate(HEAR)

    for number in (1, 2, 3):
        redis.publish(CHANNEL, json.dumps({"topic": "alerts", "id": number, "version": 1}))

    page.wait_for_timeout(2500)  # longer than the feed rests
    assert page.evaluate("window.heard") == [1, 3]

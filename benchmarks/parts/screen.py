"""From the commit of a contact to its alert on a supervisor's screen, in a real browser."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, sync_playwright

from accounts.models import Role
from alerts.models import Alert
from benchmarks.client import Client, connected
from benchmarks.figures import Figure, percentile
from benchmarks.site import Site
from benchmarks.texts import Author
from complaints.models import Complaint, Contact
from config.local.browser import ARGUMENTS, find_browser

PER_SECOND = 50
SECONDS = 20.0
ALARMING = 20  # every so manieth contact raises an alert
POSTERS = 8
AFTER = 10.0  # seconds in which the last ones may still appear
AIM = 1.0  # seconds, architecture section 6
SIZE = {"width": 1440, "height": 900}
MARK = "预警{:05d}号"

# Notes the first time each mark of ours is seen anywhere on the page.
WATCH = """() => {
  const seen = window.benchSeen = {};
  const look = () => {
    for (const mark of document.body.textContent.match(/预警\\d{5}号/g) || [])
      if (!(mark in seen)) seen[mark] = Date.now();
  };
  new MutationObserver(look).observe(document.body,
    {childList: true, subtree: true, characterData: true});
  look();
}"""


@dataclass
class Posting:
    """Contacts posted at a steady pace; those that raise an alert carry a mark in their title."""

    site: Site
    seconds: float
    began: float = field(default_factory=time.perf_counter)
    marks: list[str] = field(default_factory=list)
    posted: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        headers = self.site.key_headers()
        threads = [
            threading.Thread(target=self._work, args=(seed, headers)) for seed in range(POSTERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self, seed: int, headers: dict[str, str]) -> None:
        author = Author(int(time.time()) + 1000 * seed)
        with connected(self.site.port, headers) as client:
            while (number := self._next()) is not None:
                self._post(client, author, number)

    def _next(self) -> int | None:
        """The number of the next contact, when its time has come; None at the end."""
        with self.lock:
            number = self.posted
            if number >= PER_SECOND * self.seconds:
                return None
            self.posted += 1
        time.sleep(max(0.0, self.began + number / PER_SECOND - time.perf_counter()))
        return number

    def _post(self, client: Client, author: Author, number: int) -> None:
        now = timezone.now()
        if number % ALARMING:
            client.post("/api/v1/contacts/", author.posted(now))
            return
        mark = MARK.format(number)
        client.post("/api/v1/contacts/", author.emergency(now) | {"title": mark})
        self.marks.append(mark)


def measure(site: Site) -> Iterator[Figure]:
    """One browser with the cockpit open; eight clients post fifty contacts a second."""
    posting = Posting(site, max(3.0, SECONDS * min(1.0, site.scale * 5)))
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        context = browser.new_context(viewport=SIZE)
        page = opened(site, context)
        posting.began = time.perf_counter()
        thread = threading.Thread(target=posting.run)
        thread.start()
        seen = seen_by(page, posting, thread)
        browser.close()
    yield from figures(posting, seen)
    site.settle()


def opened(site: Site, context: BrowserContext) -> Page:
    """The cockpit of a supervisor, watched."""
    home = f"http://127.0.0.1:{site.port}"
    pairs = site.cookies(Role.SUPERVISOR).items()
    context.add_cookies([{"name": name, "value": value, "url": home} for name, value in pairs])
    page = context.new_page()
    page.goto(home + reverse("insights:dashboard"))
    page.wait_for_selector("#live-feed")
    page.wait_for_timeout(1500)  # the stream is open and the feed has been fetched
    page.evaluate(WATCH)
    return page


def seen_by(page: Page, posting: Posting, thread: threading.Thread) -> dict[str, float]:
    """When each mark was seen, in seconds since 1970; waits until all are or time is up."""
    end = time.monotonic() + posting.seconds + AFTER
    seen: dict[str, float] = {}
    while time.monotonic() < end and (thread.is_alive() or len(seen) < len(posting.marks)):
        page.wait_for_timeout(200)
        seen = page.evaluate("window.benchSeen")
    thread.join()
    return {mark: at / 1000 for mark, at in seen.items()}


def figures(posting: Posting, seen: dict[str, float]) -> Iterator[Figure]:
    """Delays of what appeared, and how much did not. They count from the begin of the intake's
    transaction, `created_at`, so they are a little longer than from its commit."""
    rows = Contact.objects.filter(complaint__title__in=posting.marks)
    born = {
        title: at.timestamp() for title, at in rows.values_list("complaint__title", "created_at")
    }
    raised = dict(
        Alert.objects.filter(complaint__title__in=posting.marks).values_list(
            "complaint__title", "raised_at"
        )
    )
    size = f"{Complaint.objects.count():,} complaints stored"
    delays = [at - born[mark] for mark, at in seen.items() if mark in born]
    judged = [at.timestamp() - born[mark] for mark, at in raised.items()]
    yield Figure("commit → alert stored, p95", percentile(judged, 0.95), "s", note=size)
    if delays:
        yield Figure("commit → on the screen, p50", percentile(delays, 0.50), "s")
        note = f"{PER_SECOND} contacts/s, {len(posting.marks)} alerts"
        yield Figure("commit → on the screen, p95", percentile(delays, 0.95), "s", AIM, note=note)
    yield Figure("alerts never seen", len(posting.marks) - len(delays), "", at_most=0)

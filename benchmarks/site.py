"""The site under measurement: who asks, what is in it, and when its work is done."""

import time
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.db import connection
from django.db.models import Count
from django.test import Client as Browser
from django.utils import timezone

from accounts.models import Department, Role, User
from accounts.services import create_department, create_user, issue_key
from benchmarks.stage import HOME, Processes, manage
from benchmarks.texts import Author
from complaints.models import Complaint
from complaints.services import Sender, receive_contacts
from outbox.doorbell import redis
from outbox.models import Delivery
from outbox.services import priority

DAYS = 90  # over which the past is spread
ROWS = 1000  # contacts per call, as much as one bulk request may bring
GIVE_UP = 180.0  # seconds without any progress after which we stop waiting

# Work done long ago, set-based: services act now, one by one. What is older than fifteen days, and
# half of the rest, was answered and closed; its clocks stand still and its alerts were judged.
PAST = """
UPDATE complaints_complaint SET status = 'closed', finished_at = least(now(), received_at
    + random() * interval '15 days')
WHERE status = 'registered' AND (received_at < now() - interval '15 days' OR id % 2 = 0)
  AND received_at < now() - interval '1 day';
UPDATE complaints_clock k SET stopped_at = c.finished_at, next_step_at = NULL
FROM complaints_complaint c
WHERE c.id = k.complaint_id AND c.finished_at IS NOT NULL AND k.stopped_at IS NULL;
UPDATE alerts_alert a SET status = 'closed', outcome = 'real', next_step_at = NULL,
    raised_at = c.received_at, closed_at = c.finished_at
FROM complaints_complaint c
WHERE c.id = a.complaint_id AND c.finished_at IS NOT NULL AND a.status <> 'closed';
"""


@dataclass
class Site:
    """Users, keys and rows; `size` is how many complaints the full tables hold."""

    processes: Processes
    size: int
    scale: float

    @property
    def port(self) -> int:
        return self.processes.port

    def prepare(self) -> None:
        """Tables, reference data, static files, people; then everything is started."""
        manage("prepare")
        manage("collectstatic", "--no-input", "--clear")
        redis.flushdb()
        self.people()
        for name in ("web", "worker", "beat"):
            self.processes.start(name)

    def people(self) -> None:
        """One of each role, if they are not there."""
        if User.objects.filter(username="bench-admin").exists():
            return
        root = create_department("Head office")
        desk = create_department("Desk", parent=root)
        homes: dict[str, Department] = {Role.AGENT: desk, Role.SUPERVISOR: root}
        for role in (Role.AGENT, Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR):
            create_user(f"bench-{role[:5]}", None, role=role, department=homes.get(role, root))

    def user(self, role: str) -> User:
        return User.objects.get(username=f"bench-{role[:5]}")

    def key_headers(self) -> dict[str, str]:
        """A new API key of the agent; its limit is out of the way."""
        scopes = ["contacts:write", "complaints:read"]
        key, secret = issue_key("bench", user=self.user(Role.AGENT), scopes=scopes)
        key.per_minute = 2**31 - 1
        key.save(update_fields=["per_minute"])
        return {"Authorization": f"Bearer {secret}"}

    def cookies(self, role: str) -> dict[str, str]:
        """A session of this role."""
        browser = Browser()
        browser.force_login(self.user(role))
        jar: SimpleCookie = browser.cookies
        return {name: morsel.value for name, morsel in jar.items()}

    def session_headers(self, role: str) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies(role).items())
        return {"Cookie": pairs, "Accept-Language": "zh-hans"}

    def settle(self) -> float:
        """Wait until everybody has heard of everything; returns the seconds it took."""
        began = moved = time.perf_counter()
        left = pending()
        while left:
            time.sleep(0.1 if sum(left.values()) < ROWS else 1.0)
            now, still = time.perf_counter(), pending()
            if still != left:
                moved = now
            elif now - moved > GIVE_UP:
                raise TimeoutError(f"{still} don't move; see {HOME.name}/worker.log")
            left = still
        return time.perf_counter() - began

    def is_full(self) -> bool:
        return Complaint.objects.count() >= self.size

    def fill(self) -> tuple[float, float]:
        """Bring the tables up to size by the real intake and the running workers.

        Returns contacts per second taken in, and per second through all stages.
        """
        missing = max(0, self.size - Complaint.objects.count())
        past = Author(7).past(missing, timezone.now(), days=DAYS)
        sender = Sender(self.user(Role.AGENT), source="bench")
        self.processes.stop("beat")  # what the past left open would keep it busy for an hour
        began = time.perf_counter()
        with priority(Delivery.BULK):
            for start in range(0, missing, ROWS):
                receive_contacts(past[start : start + ROWS], sender=sender)
        taken = time.perf_counter() - began
        self.settle()
        through = time.perf_counter() - began
        self.age()
        self.processes.start("beat")
        return missing / taken, missing / through

    def age(self) -> None:
        """Give the rows a past, and PostgreSQL its statistics."""
        with connection.cursor() as cursor:
            cursor.execute(PAST)
            cursor.execute("VACUUM ANALYZE")


def pending() -> dict[str, int]:
    """How many deliveries each subscriber must still hear."""
    rows = Delivery.objects.pending().values_list("subscriber")
    return dict(rows.annotate(Count("pk")).order_by())

"""Pages as a browser asks for them, one after the other, each time with another subject."""

from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import quote

from django.urls import reverse

from accounts.models import Role
from benchmarks.client import connected
from benchmarks.figures import Figure, latencies
from benchmarks.site import Site
from complaints.models import Complainant, Complaint

REQUESTS = 60
PAGE_P95, SEARCH_P95 = 200.0, 300.0  # milliseconds, architecture section 6
DEEP = 40  # pages behind the first
FREQUENT, RARE = "客户", "避雷"

type_of_address = Callable[[int], str]


def measure(site: Site) -> Iterator[Figure]:
    """Percentiles of whole answers; anything but 200 is counted and told."""
    size, count = f"{Complaint.objects.count():,} complaints", max(5, round(REQUESTS * site.scale))
    wrong = 0
    for role, what, aim, address in addresses():
        with connected(site.port, site.session_headers(role)) as client:
            client.get(address(0))
            answers = [client.get(address(n)) for n in range(count)]
        wrong += sum(answer.status != 200 for answer in answers)
        yield from latencies(what, [a.seconds for a in answers], p95_at_most=aim, note=size)
    yield Figure("pages that did not answer 200", wrong, "", at_most=0)


def addresses() -> list[tuple[str, str, float, type_of_address]]:
    """Who asks, for what, with which aim, and the address of the n-th request."""
    listed, board = reverse("insights:complaints"), reverse("insights:dashboard")
    boss, officer = Role.SUPERVISOR, Role.OFFICER
    dice, cases = Random(3), Complaint.objects.order_by("?")[:REQUESTS]
    details = [reverse("complaints:detail", args=[case.reference]) for case in cases]
    tails = list(Complainant.objects.exclude(phone_tail="").order_by("?")[:REQUESTS])
    people = list(Complainant.objects.filter(portrait__isnull=False).order_by("?")[:REQUESTS])
    deep = behind(DEEP * 25)
    busy = "tier=2&tier=3&tier=4&status=open&order=risk"

    def fixed(address: str) -> type_of_address:
        return lambda n: address

    def searched(words: str) -> type_of_address:
        return fixed(f"{listed}?q={quote(words)}")

    def picked(values: list[str]) -> type_of_address:
        return lambda n: values[n % len(values)]

    portraits = [reverse("profiling:portrait", args=[person.pk]) for person in people]
    phones = [f"{listed}?q={person.phone_tail}" for person in tails]
    dice.shuffle(phones)
    return [
        (boss, "list, newest", PAGE_P95, fixed(f"{listed}?view=all")),
        (boss, "list, by risk, filtered", PAGE_P95, fixed(f"{listed}?{busy}")),
        (officer, "list, by risk, everything", PAGE_P95, fixed(f"{listed}?order=risk&tier=1")),
        (boss, "list, overdue", PAGE_P95, fixed(f"{listed}?view=late")),
        (boss, f"list, page {DEEP}", PAGE_P95, fixed(f"{listed}?view=all&after={deep}")),
        (boss, "search, two frequent characters", SEARCH_P95, searched(FREQUENT)),
        (boss, "search, two rare characters", SEARCH_P95, searched(RARE)),
        (boss, "search, three words", SEARCH_P95, searched("手机银行 转账 失败")),
        (boss, "search, last digits of a phone", SEARCH_P95, picked(phones)),
        (boss, "detail", PAGE_P95, picked(details)),
        (boss, "portrait", PAGE_P95, picked(portraits)),
        (boss, "dashboard, today", PAGE_P95, fixed(f"{board}?period=today")),
        (boss, "dashboard, 30 days", PAGE_P95, fixed(f"{board}?period=30d")),
        (officer, "dashboard, 30 days, all departments", PAGE_P95, fixed(f"{board}?period=30d")),
    ]


def behind(rows: int) -> str:
    """The number of the complaint behind which the deep page begins."""
    newest = Complaint.objects.order_by("-received_at", "-pk").values_list("reference", flat=True)
    return list(newest[: rows + 1])[-1]

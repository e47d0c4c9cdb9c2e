"""Live assist: what an agent's browser asks for while a complaint is typed."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import Role
from benchmarks.client import connected
from benchmarks.figures import Figure, latencies
from benchmarks.site import Site
from benchmarks.texts import Author
from complaints.models import Complainant

TEXTS = 30
PAUSES = (0.2, 0.4, 0.6, 0.8, 1.0)  # of each text so much is written when the assist asks
P95 = 100.0  # milliseconds, architecture section 6
TOKEN = 32  # characters of a CSRF token


def measure(site: Site) -> Iterator[Figure]:
    """Every text is asked about five times as it grows; half of the callers are known."""
    token = get_random_string(TOKEN)
    headers = site.session_headers(Role.AGENT)
    headers |= {"Cookie": f"{headers['Cookie']}; csrftoken={token}", "X-CSRFToken": token}
    headers |= {"HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
    address, forms = reverse("insights:assist"), typed(max(2, round(TEXTS * site.scale)))
    with connected(site.port, headers) as client:
        kind = headers["Content-Type"]
        client.send(address, forms[0], kind)
        answers = [client.send(address, form, kind) for form in forms]
    note = f"{len(forms)} requests"
    yield from latencies(
        "answer while typing", [a.seconds for a in answers], p95_at_most=P95, note=note
    )
    wrong = sum(answer.status != 200 for answer in answers)
    yield Figure("answers other than 200", wrong, "", at_most=0)


def typed(texts: int) -> list[bytes]:
    """The form as it grows."""
    author, dice, now = Author(11), Random(11), timezone.now()
    known = [person.phone for person in Complainant.objects.exclude(phone=None)[:texts]]
    forms = []
    for n in range(texts):
        contact = author.contact(now - timedelta(minutes=1))
        caller = known[n] if n % 2 and n < len(known) else contact.person.phone
        product = dice.choice(("", "标准金卡"))
        for share in PAUSES:
            text = contact.text[: max(4, int(share * len(contact.text)))]
            fields = {
                "text": text,
                "caller": caller,
                "channel": contact.channel,
                "product": product,
            }
            forms.append(urlencode(fields).encode())
    return forms

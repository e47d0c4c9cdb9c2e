"""What the shell around every page needs."""

from django.http import HttpRequest
from django.utils import timezone


def shell(request: HttpRequest) -> dict[str, str]:
    """The server's time, from which the browser's clocks tick."""
    return {"server_now": timezone.now().isoformat(timespec="milliseconds")}

"""The live stream: topic, id and version to every open page; the pages fetch the rest."""

from collections.abc import AsyncIterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from insights.hub import hub


@require_safe
async def live(request: HttpRequest) -> HttpResponseBase:
    """Server-Sent Events. Holds neither a thread nor a database connection while it waits."""
    user = await request.auser()
    if not user.is_authenticated:
        return HttpResponse(status=403)
    response = StreamingHttpResponse(_events(), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events() -> AsyncIterator[bytes]:
    yield b"retry: 2000\n\n"
    async for message in hub.listen():
        yield message

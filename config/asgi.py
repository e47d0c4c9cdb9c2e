"""The entry of the web process.

The live stream is asynchronous and holds no thread; everything else runs in a few threads that
keep their database connections, which Django's own asynchronous handler cannot.
"""

import os
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.handlers.asgi import ASGIHandler

from config.wsgi import application as wsgi
from sentiment.engine.default import default_engine as warm_up

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LIVE = "/live/"


class Streams(ASGIHandler):
    """Looks up all sessions in one thread that keeps one connection to the database.

    Django's own entry gives every request a thread, and with it a connection, until its answer
    ends; a stream ends when its page is closed.
    """

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.handle(scope, receive, send)


stream: Any = Streams()
pages: Any = WSGIMiddleware(cast(Any, wsgi), workers=int(os.environ.get("WEB_THREADS", "8")))

# The first caller's first word should not wait for the language model: it is read meanwhile.
threading.Thread(target=warm_up, daemon=True).start()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Start-up and shut-down messages go to the thread pool's side, which answers them."""
    live = scope["type"] == "http" and scope["path"].startswith(LIVE)
    await (stream if live else pages)(scope, receive, send)

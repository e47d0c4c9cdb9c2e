"""Our real entry on a loopback port, and whether anybody still waits for its answer."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from config.asgi import application

STEP = 0.02
UNTOUCHED = 0.1  # what a closed page sent last may still be on its way to us


class Server:
    """Answers in threads of the test's own process, and knows what it has not answered yet."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: Counter[str] = Counter()
        config = uvicorn.Config(
            self._answer, interface="asgi3", log_level="warning", lifespan="off"
        )
        self.uvicorn = uvicorn.Server(config)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        name = f"{scope['method']} {scope['path']}"
        self.asked[name] += 1
        try:
            await application(scope, receive, send)
        finally:
            self.asked[name] -= 1

    @contextmanager
    def serving(self) -> Iterator[None]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = threading.Thread(target=self.uvicorn.run, args=([listener],), daemon=True)
            self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            thread.start()
            yield
            self.uvicorn.should_exit = True
            thread.join(timeout=10)

    def unanswered(self) -> list[str]:
        """Requests that are being answered, and lines that a page holds open."""
        lines = len(self.uvicorn.server_state.connections)
        return [*+self.asked, *([f"{lines} open connections"] if lines else [])]

    def settle(self, seconds: float = 30) -> None:
        """Wait until every page is gone and every request of theirs has ended.

        A request that outlives its test works on rows that are being emptied, and is caught
        in a deadlock with that.
        """
        deadline, quiet = time.monotonic() + seconds, 0.0
        while quiet < UNTOUCHED:
            left = self.unanswered()
            assert time.monotonic() < deadline, f"pages closed, still busy: {left}"
            quiet = 0.0 if left else quiet + STEP
            time.sleep(STEP)

"""HTTP clients as small as they get, so that what is measured is the server."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

TIMEOUT = 60  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    body: bytes
    seconds: float

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """One kept-alive connection."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.headers = headers

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, data: Any) -> Answer:
        return self.send(path, json.dumps(data).encode(), "application/json")

    def send(self, path: str, body: bytes, kind: str) -> Answer:
        return self._ask("POST", path, body, {"Content-Type": kind})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers | headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return Answer(answer.status, content, time.perf_counter() - began)

    def close(self) -> None:
        self.connection.close()


@contextmanager
def connected(port: int, headers: dict[str, str]) -> Iterator[Client]:
    with closing(Client(port, headers)) as client:
        yield client


type_of_ask = Callable[[Client], Answer]


@dataclass
class Load:
    """What several clients saw together."""

    seconds: float = 0.0
    answers: list[Answer] = field(default_factory=list)
    broken: int = 0  # connections that failed

    @property
    def times(self) -> list[float]:
        return [answer.seconds for answer in self.answers]

    @property
    def refused(self) -> int:
        return sum(answer.status >= 400 for answer in self.answers) + self.broken

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds


class Pace:
    """Lets through so many requests per second, of all clients together; 0 is as many as come."""

    def __init__(self, per_second: float) -> None:
        self.apart = 1 / per_second if per_second else 0.0
        self.next = time.perf_counter()
        self.lock = threading.Lock()

    def wait(self) -> None:
        with self.lock:
            due, self.next = self.next, self.next + self.apart
        if self.apart:
            time.sleep(max(0.0, due - time.perf_counter()))


@dataclass(frozen=True, slots=True)
class Press:
    """How hard to ask: so many clients, for so long, at which pace."""

    clients: int
    seconds: float
    per_second: float = 0.0

    def __call__(self, ask: type_of_ask, *, port: int, headers: dict[str, str]) -> Load:
        """Each client asks again as soon as it was answered and the pace allows."""
        load, pace, lock = Load(), Pace(self.per_second), threading.Lock()
        began = time.perf_counter()
        end = began + self.seconds

        def work() -> None:
            own = _asked(ask, pace, end, port, headers)
            with lock:
                load.answers += own.answers
                load.broken += own.broken

        threads = [threading.Thread(target=work) for _ in range(self.clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        load.seconds = time.perf_counter() - began
        return load


def _asked(ask: type_of_ask, pace: Pace, end: float, port: int, headers: dict[str, str]) -> Load:
    load = Load()
    with connected(port, headers) as client:
        while time.perf_counter() < end:
            pace.wait()
            try:
                load.answers.append(ask(client))
            except (OSError, HTTPException):
                load.broken += 1
                client.close()
    return load

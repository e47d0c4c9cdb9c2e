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


def press(
    ask: Callable[[Client], Answer], *, clients: int, seconds: float, port: int, headers: dict
) -> Load:
    """Several clients, each asking again as soon as it was answered."""
    load, lock = Load(), threading.Lock()
    end = time.perf_counter() + seconds

    def work() -> None:
        answers, broken = [], 0
        with connected(port, headers) as client:
            while time.perf_counter() < end:
                try:
                    answers.append(ask(client))
                except (OSError, HTTPException):
                    broken += 1
                    client.close()
        with lock:
            load.answers += answers
            load.broken += broken

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - began
    return load

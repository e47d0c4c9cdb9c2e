"""Post a CSV file (also .csv.gz) to the bulk API. Nothing but Python's standard library.

    SUJING_KEY=sj_… python post_contacts.py contacts.csv --url http://localhost:8000

The header names the fields of the API: text, channel, occurred_at, external_id, title, category,
business_line, product, amount, demands (codes separated by spaces), people, reference,
wait_seconds, transfers, direction, and person.name, person.phone, person.id_number,
person.address, person.kind, person.birth_year. `--map` renames other headers, `--set` fills a
field for all rows. It can be stopped and started again at any time: every batch carries an
Idempotency-Key made from its content, and rows with an external_id are never stored twice.
"""

import argparse
import csv
import gzip
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.parse
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

PATH = "/api/v1/contacts/bulk/"
WHOLE = {"people", "wait_seconds", "transfers", "person.birth_year"}
MAX_ROWS, MAX_BYTES = 1000, 7 * 2**20  # the server takes 8 MiB
TRIES = 6
AGAIN = {409, 429, 500, 502, 503, 504}

Contact = dict[str, Any]


def main() -> int:
    options = parsed()
    address = urllib.parse.urlsplit(options.url)
    counts = {"created": 0, "known": 0, "refused": 0}
    start, row = time.monotonic(), 1  # the header is row 1, as spreadsheets count
    with opened(options.file) as file:
        for batch in batches(contacts(file, dict(options.map), dict(options.set))):
            answer = post(address, options.key, batch)
            for result in answer["results"]:
                counts[result["status"]] += 1
                report(row + 1 + result["index"], result["errors"])
            row += len(batch)
            say(counts, time.monotonic() - start)
    sys.stderr.write("\n")
    return 1 if counts["refused"] else 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Post a CSV file to the bulk API of Sujing.")
    parser.add_argument("file", type=Path, help="a CSV file in UTF-8, also .gz")
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--key", default=os.environ.get("SUJING_KEY", ""), help="or SUJING_KEY")
    parser.add_argument("--map", action="append", default=[], type=pair, metavar="HEADER=FIELD")
    parser.add_argument("--set", action="append", default=[], type=pair, metavar="FIELD=VALUE")
    return parser.parse_args()


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def contacts(file: TextIO, names: dict[str, str], fixed: dict[str, str]) -> Iterator[Contact]:
    """One contact per row; empty cells are left out."""
    for row in csv.DictReader(file):
        cells = {names.get(name, name): cell for name, cell in row.items() if name and cell}
        yield contact(fixed | cells)


def contact(cells: dict[str, str]) -> Contact:
    """Texts as they are, whole numbers as numbers, person.* inside an object of their own."""
    fields: Contact = {}
    for name, cell in cells.items():
        place = fields.setdefault("person", {}) if name.startswith("person.") else fields
        place[name.removeprefix("person.")] = value(name, cell)
    return fields


def value(name: str, cell: str) -> Any:
    if name == "demands":
        return cell.split()
    return int(cell) if name in WHOLE and cell.isascii() and cell.isdigit() else cell


def batches(rows: Iterable[Contact]) -> Iterator[list[Contact]]:
    """Up to a thousand contacts, and not more bytes than the server takes."""
    rows = iter(rows)
    while batch := list(islice(rows, MAX_ROWS)):
        yield from halved(batch)


def halved(batch: list[Contact]) -> Iterator[list[Contact]]:
    if len(batch) == 1 or len(packed(batch)) <= MAX_BYTES:
        yield batch
        return
    middle = len(batch) // 2
    yield from halved(batch[:middle])
    yield from halved(batch[middle:])


def packed(batch: list[Contact]) -> bytes:
    return json.dumps({"contacts": batch}, ensure_ascii=False).encode()


def post(address: urllib.parse.SplitResult, key: str, batch: list[Contact]) -> dict[str, Any]:
    """Post one batch, again and again while that may help. Exits with the server's words if not."""
    body = packed(batch)
    headers = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
        "Idempotency-Key": hashlib.sha256(body).hexdigest(),
    }
    for attempt in range(TRIES):
        try:
            status, wait, answer = sent(address, body, headers)
        except (OSError, http.client.HTTPException) as error:
            status, wait, answer = 503, "", str(error).encode()
        if status in (200, 207):
            return json.loads(answer)
        if status not in AGAIN:
            break
        time.sleep(float(wait) if wait.isdigit() else 2**attempt)
    sys.exit(f"\n{status}: {answer.decode(errors='replace')}")


def sent(
    address: urllib.parse.SplitResult, body: bytes, headers: dict[str, str]
) -> tuple[int, str, bytes]:
    """Status, Retry-After and body of the answer."""
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=60)
    try:
        connection.request("POST", address.path.rstrip("/") + PATH, body, headers)
        response = connection.getresponse()
        return response.status, response.getheader("Retry-After", ""), response.read()
    finally:
        connection.close()


def report(row: int, errors: list[dict[str, str]]) -> None:
    for error in errors:
        words = f"row {row}: {error['field']}: {error['code']}: {error['message']}\n"
        sys.stdout.write(words)


def say(counts: dict[str, int], seconds: float) -> None:
    words = ", ".join(f"{count} {status}" for status, count in counts.items())
    speed = sum(counts.values()) / max(seconds, 0.001)
    sys.stderr.write(f"\r{words} ({speed:.0f}/s)")


if __name__ == "__main__":
    sys.exit(main())

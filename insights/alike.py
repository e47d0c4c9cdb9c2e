"""Find texts like a text by the search index: those that share some of its telling tokens."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations
from time import monotonic

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from sentiment.engine import search_tokens
from sentiment.models import Reading

KNOWN, SHARED_KNOWN = 5, 4  # rare among the common tokens: of so many, so many must be shared
UNKNOWN, SHARED_UNKNOWN = 6, 2  # hardly ever seen: sharing two is telling
UNCOUNTED = 10  # tokens asked for while PostgreSQL has not counted any yet
WINDOW = timedelta(days=30)
MOST = 40  # texts compared in full afterwards
KEPT = 600.0  # seconds until the frequencies are read again


class Frequencies:
    """How common tokens are, as PostgreSQL counted them when it last analysed the table.

    It keeps the thousand commonest; a token that is not among them is rare.
    """

    def __init__(self) -> None:
        self.shares: dict[str, float] = {}
        self.read_at = float("-inf")

    def current(self) -> dict[str, float]:
        """The share of texts with each common token."""
        if monotonic() - self.read_at > KEPT:
            self.shares, self.read_at = self._read(), monotonic()
        return self.shares

    def _read(self) -> dict[str, float]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
                " WHERE schemaname = current_schema() AND tablename = %s AND attname = 'search'",
                [Reading._meta.db_table],
            )
            tokens, shares = cursor.fetchone() or (None, None)
        return dict(zip(tokens or (), shares or (), strict=False))


frequencies = Frequencies()


def alike(text: str, *, now: datetime) -> list[int]:
    """Contacts of the last thirty days that share telling tokens with a text, at most forty."""
    asked = query_for(text, frequencies.current())
    if not asked:
        return []
    search = SearchQuery(asked, search_type="raw", config="simple")
    rows = Reading.objects.filter(occurred_at__gte=now - WINDOW, search=search)
    return list(rows.values_list("pk", flat=True)[:MOST])


def query_for(text: str, shares: dict[str, float]) -> str:
    """The question to the index, in raw tsquery syntax; empty when the text tells too little."""
    tokens = in_order(text)
    known = sorted((t for t in tokens if t in shares), key=lambda t: (shares[t], t))[:KNOWN]
    unknown = spread([t for t in tokens if t not in shares], UNKNOWN if shares else UNCOUNTED)
    clauses = [*combinations(known, SHARED_KNOWN), *combinations(unknown, SHARED_UNKNOWN)]
    return " | ".join(f"({' & '.join(map(_quoted, clause))})" for clause in clauses)


def in_order(text: str) -> list[str]:
    """Tokens in the order of the text; single characters and short numbers tell nothing."""
    tokens = (t for t in search_tokens(text) if len(t) > 3 or (len(t) > 1 and not t.isdigit()))
    return sorted(tokens, key=lambda token: (text.find(token), token))


def spread(tokens: Sequence[str], count: int) -> Sequence[str]:
    """At most `count` of them, from all over the text, so that neighbours do not speak twice."""
    if len(tokens) <= count:
        return tokens
    return [tokens[i * len(tokens) // count] for i in range(count)]


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"

"""Find texts that share rare words with a text, by the search index."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from time import monotonic

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from sentiment.models import Reading

ASKED = 8  # tokens asked for: the rarest of the text
SHARED = 3  # of which a text must have this many
WINDOW = timedelta(days=30)
MOST = 60  # texts compared in full afterwards
KEPT = 600.0  # seconds until the frequencies are read again


class Frequencies:
    """How common tokens are, as PostgreSQL counted them when it last analysed the table."""

    def __init__(self) -> None:
        self.shares: dict[str, float] = {}
        self.read_at = float("-inf")

    def of(self, token: str) -> float:
        """The share of texts with this token; 0 for one that is not among the common ones."""
        if monotonic() - self.read_at > KEPT:
            self.shares, self.read_at = self._read(), monotonic()
        return self.shares.get(token, 0.0)

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


def rarest(tokens: Iterable[str], count: int = ASKED) -> list[str]:
    """The tokens that tell most; single characters and two-digit numbers tell nothing."""
    telling = [
        token for token in tokens if (len(token) > 1 and not token.isdigit()) or len(token) > 3
    ]
    return sorted(telling, key=lambda token: (frequencies.of(token), -len(token), token))[:count]


def alike(tokens: Iterable[str], *, now: datetime) -> list[int]:
    """Contacts of the last thirty days that share at least three of the rarest tokens."""
    asked = rarest(tokens)
    if len(asked) < SHARED:
        return []
    query = " | ".join(
        "(" + " & ".join(map(_quoted, few)) + ")" for few in combinations(asked, SHARED)
    )
    search = SearchQuery(query, search_type="raw", config="simple")
    rows = Reading.objects.filter(occurred_at__gte=now - WINDOW, search=search)
    return list(rows.values_list("pk", flat=True)[:MOST])


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"

"""Look for something new that several complaints say; raise A06. Work is bounded by samples."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from alerts.domain.catalogue import firings
from alerts.domain.phrases import Cluster, candidates, clusters
from alerts.models import Alert
from alerts.services.alerts import Candidate, raise_alerts
from alerts.services.rules import active_rules, evidence_of

DAY, QUIET = timedelta(hours=24), timedelta(days=30)
READ_TODAY = 20_000  # the newest readings of the last 24 hours
READ_BEFORE = 20_000  # evenly spread over the 30 days before
FEWEST = 5  # readings in which a phrase must stand today
MOST_PHRASES = 60  # looked up exactly
LEAST_HISTORY = 500  # readings before today without which everything would be new

TODAY = """
SELECT word, ndoc FROM ts_stat(format(
    'SELECT search FROM sentiment_reading WHERE occurred_at >= %%L AND occurred_at < %%L'
    ' ORDER BY occurred_at DESC LIMIT {most}', %(start)s::timestamptz, %(end)s::timestamptz))
WHERE ndoc >= {least}
"""
USUAL = """
SELECT word FROM ts_stat(format(
    'SELECT search FROM sentiment_reading WHERE occurred_at >= %%L AND occurred_at < %%L'
    ' AND mod(contact_id, {stride}) = 0 LIMIT {most}',
    %(start)s::timestamptz, %(end)s::timestamptz))
"""
WHERE = """
SELECT DISTINCT word, complaint_id, occurred_at >= %(today)s FROM unnest(%(words)s::text[]) word
CROSS JOIN LATERAL (
    SELECT complaint_id, occurred_at FROM sentiment_reading
    WHERE search @@ quote_literal(word)::tsquery AND occurred_at >= %(start)s
      AND occurred_at < %(end)s
    ORDER BY occurred_at LIMIT 500
) AS seen
"""


@transaction.atomic
def watch_phrases(
    *, now: datetime | None = None, least_history: int = LEAST_HISTORY
) -> list[Alert]:
    """Compare the phrases of the last 24 hours with 30 days; returns the alerts to be told.

    Looks for nothing while fewer than `least_history` readings of those days are known.
    """
    now = now or timezone.now()
    rules = [rule for rule in active_rules() if rule.about is Cluster]
    history = _history(now) if rules else 0
    if history < least_history:
        return []
    found = [
        Candidate(
            rule=firing.code,
            subject=_subject(cluster, firing.code),
            severity=int(firing.severity),
            title=" ".join(cluster.phrases[:4]),
            evidence=evidence_of(firing.held),
            hits=len(cluster.complaints),
        )
        for cluster in new_clusters(now, history)
        for firing in firings(rules, cluster)
    ]
    return raise_alerts(found, now=now)


def new_clusters(now: datetime, history: int) -> list[Cluster]:
    """Clusters of phrases that stand in complaints of today and in none of the 30 days before."""
    today = now - DAY
    stride = max(1, history // READ_BEFORE)
    usual = _rows(USUAL.format(stride=stride, most=READ_BEFORE), start=today - QUIET, end=today)
    counts = _rows(TODAY.format(most=READ_TODAY, least=FEWEST), start=today, end=now)
    words = candidates(counts, frozenset(word for (word,) in usual), most=MOST_PHRASES)
    now_in: dict[str, set[int]] = {word: set() for word in words}
    for word, complaint, recent in _rows(
        WHERE, words=words, today=today, start=today - QUIET, end=now
    ):
        if recent and word in now_in:
            now_in[word].add(complaint)
        else:
            now_in.pop(word, None)  # somebody said it before: the sample had missed it
    return clusters({word: frozenset(found) for word, found in now_in.items()})


def _subject(cluster: Cluster, rule: str) -> str:
    """A live alert about any of these phrases goes on; the commonest of them may change."""
    names = [f"phrase:{phrase}" for phrase in cluster.phrases]
    live = Alert.objects.live().filter(rule=rule, subject__in=names)
    return live.values_list("subject", flat=True).order_by("pk").first() or cluster.subject


def _history(now: datetime) -> int:
    [(count,)] = _rows(
        "SELECT count(*) FROM sentiment_reading WHERE occurred_at >= %(start)s"
        " AND occurred_at < %(end)s",
        start=now - DAY - QUIET,
        end=now - DAY,
    )
    return count


def _rows(sql: str, **values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()

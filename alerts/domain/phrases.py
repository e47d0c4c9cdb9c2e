"""Something new is being said: phrases nobody used for weeks, now in several complaints.

The honest simple method: a phrase is a pair of neighbouring Chinese characters or a Latin word of
the search index. Phrases that stand in mostly the same complaints are one cluster. It finds new
names and events; it does not find old words in a new sense.
Rule A06 (domain model 3.4, R29 of [003]): 0 in 30 days, at least 5 in 24 hours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alerts.domain.rules import Held, condition
from alerts.domain.schema import Schema, number

ALIKE = 0.5  # share of common complaints from which two phrases tell of the same thing


@dataclass(frozen=True, slots=True)
class Cluster:
    """Phrases that stand in the same complaints, the commonest first."""

    phrases: tuple[str, ...]
    complaints: frozenset[int]
    earlier: int = 0  # complaints of the 30 days before

    @property
    def subject(self) -> str:
        return f"phrase:{self.phrases[0]}"


@condition("new_cluster", about=Cluster, schema=Schema({"at_least": number(2)}))
def new_cluster(cluster: Cluster, given: Mapping[str, Any]) -> Held | None:
    """Nobody said it before, and now this many complaints do."""
    count = len(cluster.complaints)
    if cluster.earlier or count < given["at_least"]:
        return None
    sample = sorted(cluster.complaints)[-5:]
    seen = {"phrases": list(cluster.phrases[:6]), "now": count, "complaints": sample}
    return Held("new_cluster", seen, count)


def clusters(found: Mapping[str, frozenset[int]]) -> list[Cluster]:
    """Join phrases whose complaints overlap by half; the greatest cluster first."""
    joined: list[tuple[list[str], frozenset[int]]] = []
    for phrase, complaints in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        home = next((group for group in joined if alike(group[1], complaints)), None)
        if home:
            home[0].append(phrase)
        else:
            joined.append(([phrase], complaints))
    return [Cluster(tuple(words), complaints) for words, complaints in joined]


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether the smaller of the two shares at least half of the union (Jaccard)."""
    return len(one & other) >= ALIKE * len(one | other)


def candidates(counts: Iterable[tuple[str, int]], usual: frozenset[str], *, most: int) -> list[str]:
    """Frequent phrases of today that a sample of the weeks before does not know, at most `most`."""
    fresh = [(phrase, count) for phrase, count in counts if _speaks(phrase) and phrase not in usual]
    ranked: Sequence[tuple[str, int]] = sorted(fresh, key=lambda pair: (-pair[1], pair[0]))
    return [phrase for phrase, _ in ranked[:most]]


def _speaks(phrase: str) -> bool:
    """Numbers and single characters say nothing."""
    return len(phrase) >= 2 and not any(character.isdigit() for character in phrase)

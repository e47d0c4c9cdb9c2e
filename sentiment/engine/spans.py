"""Evidence spans of the texts of a batch: sorted, never overlapping within a reason."""

from itertools import pairwise, repeat
from operator import itemgetter

import numpy as np

from .evidence import Evidence, Observed
from .reading import Span, new_span

FACT_GROUPS = {"REPEATED": "REPEAT", "STAFF": "STAFF"}
_PLACE = itemgetter(0, 1)


def _apart(spans: list[Span], length: int) -> list[Span]:
    """The heaviest and longest first; what overlaps a kept span goes."""
    if len(spans) < 2 or _disjoint(spans):
        return spans
    kept: list[Span] = []
    taken = bytearray(length)
    for span in sorted(spans, key=_heaviest):
        if 1 not in taken[span.start : span.end]:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return kept


def _disjoint(spans: list[Span]) -> bool:
    end = 0
    for span in sorted(spans):
        if span[0] < end:
            return False
        end = span[1]
    return True


def _heaviest(span: Span) -> tuple[float, int, int, str]:
    return -span.weight, span.start - span.end, span.start, span.code


def collect_spans(seen: Observed) -> list[tuple[Span, ...]]:
    """Per text the risk, emotion and fact spans in the order of the text."""
    emotions = _emotions(seen)
    return [_of_text(one, felt) for one, felt in zip(seen, emotions, strict=True)]


def _emotions(seen: Observed) -> list[list[Span]]:
    """Per text its emotion spans; few texts have any that overlap."""
    kept, roles = seen.felt, seen.roles
    base = seen.base[kept.text]
    found = [roles[role] for role in kept.role.tolist()]
    spans = list(
        map(
            new_span,
            zip(
                (kept.start - base).tolist(),
                (kept.end - base).tolist(),
                repeat("emotion"),
                [role[1] for role in found],
                [role[2] for role in found],
                strict=False,
            ),
        )
    )
    edges = kept.text.searchsorted(np.arange(len(seen) + 1)).tolist()
    felt = [spans[a:b] for a, b in pairwise(edges)]
    across = kept.start[1:] < kept.end[:-1]  # a text begins behind the end of the one before
    for at in set(kept.text[1:][across].tolist()):
        felt[at] = _apart(felt[at], int(seen.lengths[at]))
    return felt


def _of_text(one: Evidence, emotions: list[Span]) -> tuple[Span, ...]:
    size = len(one.folded)
    spans: list[Span] = []
    if one.risks:
        spans = [new_span((hit[1], hit[2], "risk", hit[0], float(hit[3]))) for _, hit in one.risks]
        spans = _apart(spans, size)
    spans = spans + emotions if spans else emotions
    facts = one.facts.spans
    told = [hit for hit in one.context if hit[0] in FACT_GROUPS]
    if told:
        told_spans = [new_span((h[1], h[2], "fact", FACT_GROUPS[h[0]], 1.0)) for h in told]
        facts = facts + told_spans
    if facts:
        spans = spans + _apart(facts, size)
    spans.sort(key=_PLACE)  # stable: risk before emotion before fact at the same place
    return tuple(spans)

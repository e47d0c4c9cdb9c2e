"""A candidate reads along: what it would have said otherwise is counted, and nothing else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from sentiment.domain.lexicon import Place
from sentiment.engine import Reading as Seen
from sentiment.models import ShadowSample, ShadowTally
from sentiment.services.engines import read_at, shadow_version

SAMPLES = 40  # differences kept per field of one version
MOVED = 0.125  # half a step of five: a smaller difference of intensity is none
FIELDS = ("category", "emotion", "polarity", "intensity", "kind")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one contact in which two versions do not agree."""

    contact: int
    field: str
    active: str
    candidate: str


def read_in_shadow(
    contact_ids: Sequence[int], texts: Sequence[str], places: Sequence[Place], seen: Sequence[Seen]
) -> None:
    """Read the same texts with the version in the shadow, if there is one; runs in the caller's
    transaction, so that what was read once is counted once."""
    version = shadow_version()
    if not version or not texts:
        return
    others = read_at(texts, places, version=version)
    found = [
        Difference(pk, field, _word(one, field), _word(other, field))
        for pk, one, other in zip(contact_ids, seen, others, strict=True)
        for field in differing(one, other)
    ]
    _count(version, len(texts), found)


def differing(one: Seen, other: Seen) -> list[str]:
    """The fields in which two readings of one text are not the same to a person."""
    return [field for field in FIELDS if _differs(one, other, field)]


def _differs(one: Seen, other: Seen, field: str) -> bool:
    if field == "intensity":
        return abs(one.intensity - other.intensity) >= MOVED
    return _word(one, field) != _word(other, field)


def _word(seen: Seen, field: str) -> str:
    if field == "category":
        return seen.categories[0][0] if seen.categories else ""
    if field == "intensity":
        return f"{1 + 4 * seen.intensity:.1f}"
    return getattr(seen, field)


def _count(version: int, texts: int, found: Sequence[Difference]) -> None:
    ShadowTally.objects.create(
        version_id=version,
        texts=texts,
        differ=len({each.contact for each in found}),
        fields=Counter(each.field for each in found),
    )
    if found:
        _sample(version, found)


def _sample(version: int, found: Sequence[Difference]) -> None:
    rows = ShadowSample.objects.filter(version=version).values_list("field")
    kept = dict(rows.annotate(n=models.Count("pk")))
    chosen = []
    for each in found:
        if kept.get(each.field, 0) < SAMPLES:
            kept[each.field] = kept.get(each.field, 0) + 1
            chosen.append(each)
    ShadowSample.objects.bulk_create(
        [
            ShadowSample(
                version_id=version, contact_id=each.contact, field=each.field,
                active=each.active, candidate=each.candidate,
            )
            for each in chosen
        ],
        ignore_conflicts=True,
    )  # fmt: skip

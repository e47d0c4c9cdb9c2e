"""Make a candidate from what people said: gather, learn, compare, keep. Nothing is switched."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.domain.status import Status
from complaints.models import Contact
from outbox.live import announce
from sentiment.domain.corrections import LEARNT, joined, level_text
from sentiment.engine.engine import Engine
from sentiment.engine.layer import packed
from sentiment.models import EngineVersion, Reading
from sentiment.services.engines import BASE, delivered, model_of, version_in_force
from sentiment.services.lexicon import lexicon_in_force, lexicon_of
from sentiment.training.comparing import compare
from sentiment.training.corrections import TooFewError, disputed_by_field, learn
from sentiment.training.rows import Row

MOST = 2000  # the newest corrected contacts
BESIDE = 2  # undisputed contacts beside each corrected one
LEAST_BESIDE = 300
LIVE = "language"  # the topic open pages listen to


def gather() -> list[Row]:
    """Corrected contacts, and contacts that people worked on and had nothing against."""
    read = Reading.objects.select_related("contact", "complaint").order_by("-occurred_at", "pk")
    corrected = list(read.exclude(corrected=[])[:MOST])
    most = max(LEAST_BESIDE, BESIDE * len(corrected))
    looked_at = read.exclude(complaint__status=Status.REGISTERED.value).filter(corrected=[])
    beside = looked_at.filter(contact__direction=Contact.IN)[:most]
    return [_row(each) for each in [*corrected, *beside]]


def _row(read: Reading) -> Row:
    """What counts of one contact; the fields that were not corrected count as right."""
    confirmed = read.complaint.category_id if "category" not in read.corrected else None
    truth = {
        "category": confirmed or read.category_id or "",
        "emotion": read.emotion,
        "polarity": read.polarity,
        "intensity": level_text(read.intensity),
        "kind": read.kind,
        "demands": joined(read.demands),
        "flags": joined(read.flags),
    }
    return Row(read.contact.text, truth, frozenset(read.corrected) & set(LEARNT))


def train_candidate(version: EngineVersion) -> EngineVersion:
    """Learn a layer and keep it with both results; a version that can't be made says why.

    Runs in seconds; the version waits until it is committed as a whole.
    """
    rows = gather()
    base, lexicon = model_of(BASE), lexicon_of(lexicon_in_force())
    try:
        layer = learn(base, lexicon, rows)
    except TooFewError as error:
        version.status, version.error = EngineVersion.FAILED, json.dumps(error.counts)[:300]
        version.save(update_fields=["status", "error"])
        return version
    version.data, version.sha256 = packed(layer)
    active = Engine(lexicon, model_of(version_in_force()))
    candidate = Engine(lexicon, base.with_layer(layer, version.name))
    version.card = _card(rows, layer.heads, active) | {"fields": compare(active, candidate, rows)}
    version.base, version.status, version.error = delivered(), EngineVersion.CANDIDATE, ""
    version.save()
    return version


def train_waiting(version_id: int) -> None:
    """Train a version that waits, unless another process is at it."""
    with transaction.atomic():
        rows = EngineVersion.objects.select_for_update(skip_locked=True)
        version = rows.filter(pk=version_id, status=EngineVersion.WAITING).first()
        if version:
            train_candidate(version)
            announce(LIVE, [version.pk])


def _card(rows: list[Row], heads: list[str], active: Engine) -> dict[str, Any]:
    kept = [row for row in rows if row.held_back]
    return {
        "trained": timezone.now().isoformat(timespec="seconds"),
        "active": active.model.version,
        "heads": heads,
        "learnt_from": len(rows) - len(kept),
        "held_back": len(kept),
        "corrections": disputed_by_field(rows),
    }

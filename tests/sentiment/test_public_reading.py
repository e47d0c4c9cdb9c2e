"""Readings stored before engine 2.0 take the public form when the database is migrated."""

from importlib import import_module

import pytest
from django.db import connection

from sentiment.models import Reading
from sentiment.services import read_contacts
from tests.factories import receive

pytestmark = pytest.mark.django_db
MIGRATION = import_module("sentiment.migrations.0002_public_reading")
OLD = {
    "polarity": "negative",
    "polarity_p": {"negative": 0.7, "neutral": 0.2, "positive": 0.1},
    "emotion": "ANGER",
    "emotion_second": None,
    "emotion_p": {"ANGER": 0.6, "CALM": 0.4},
    "intensity": 3.0,
    "categories": [["FUL04", 0.8], ["OTH99", 0.1]],
    "demands": ["FACT_REFUND"],
    "motives": {"MOT_VENT": 35.0},
    "flags": ["GROUP", "MEDIA"],
    "groups": {"MEDIA": 4.5},
    "combos": [
        {
            "code": "C01", "floor": "HIGH", "flags": ["MEDIA"], "points": 9,
            "spans": [{"start": 2, "end": 5, "kind": "risk", "code": "MEDIA", "weight": 4}],
        }
    ],
    "spans": [{"start": 0, "end": 2, "kind": "fact", "code": "DATE", "weight": 1.0}],
    "amount": None,
    "people": 3,
    "missing": ["ORDER"],
    "unsure": False,
    "engine_version": "1.1.0+2026.11.2",
    "lexicon_version": "lex-2",
}  # fmt: skip


def test_a_reading_of_the_first_engine_becomes_a_public_one():
    receipt = receive()
    read_contacts([receipt.contact_id])
    keys = Reading.objects.get().detail.keys()
    Reading.objects.update(detail=OLD)

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.FORWARD)

    told = Reading.objects.get().detail
    assert told.keys() == keys
    assert told["polarity"] == {"label": "negative"} | OLD["polarity_p"]
    assert told["emotion"]["distribution"] == OLD["emotion_p"]
    assert told["intensity"] == 0.5
    assert told["categories"][0] == {"code": "FUL04", "p": 0.8}
    assert told["demands"] == [{"code": "FACT_REFUND", "start": None, "end": None}]
    assert told["motive"] == {"MOT_VENT": 0.35}
    assert [flag["code"] for flag in told["flags"]] == ["GROUP", "MEDIA_THREAT"]
    assert told["evidence"] == [{"start": 0, "end": 2, "why": "fact", "code": "DATE", "weight": 1}]
    assert told["combos"][0]["spans"][0]["why"] == "risk"
    assert (told["engine"], told["model"], told["lexicon"]) == ("1.1.0", "2026.11.2", "lex-2")


def test_a_public_reading_stays_as_it_is():
    receipt = receive()
    read_contacts([receipt.contact_id])
    before = Reading.objects.get().detail

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.FORWARD)

    assert Reading.objects.get().detail == before

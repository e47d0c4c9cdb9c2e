"""A candidate learns from corrections; nothing is switched by learning."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sentiment.engine.artefact import ModelError
from sentiment.engine.layer import Layer, packed, unpacked
from sentiment.models import EngineVersion
from sentiment.services import current_engine
from sentiment.services.learning import gather, train_candidate, train_waiting
from sentiment.services.versions import waiting_version
from tests.sentiment.learnt import DISPUTED, contacts, people_say

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate() -> EngineVersion:
    contacts()
    people_say("DOUBT" if _usual() != "DOUBT" else "SAD")
    return train_candidate(waiting_version(None))


def _usual() -> str:
    return current_engine().read([DISPUTED.format(n=1)])[0].emotion


def test_a_candidate_does_better_on_disputed_texts_it_has_not_seen(candidate):
    figures = candidate.card["fields"]["emotion"]

    assert candidate.status == EngineVersion.CANDIDATE
    assert figures["disputed"]["rows"] >= 5
    assert figures["disputed"]["active"] == 0.0
    assert figures["disputed"]["candidate"] >= 0.9
    assert figures["undisputed"]["candidate"] >= 0.9


def test_demands_are_learnt_code_by_code():
    contacts()
    said = people_say("FACT_REFUND,FACT_REPAIR", "demands")

    figures = train_candidate(waiting_version(None)).card["fields"]["demands"]

    assert not {"FACT_REFUND", "FACT_REPAIR"} & set(said.split(","))
    assert figures["disputed"]["candidate"] > figures["disputed"]["active"]
    assert figures["classes"]["FACT_REFUND"]["candidate"] >= 0.9
    assert figures["classes"]["FACT_REPAIR"]["candidate"] >= 0.9
    assert figures["undisputed"]["candidate"] == figures["undisputed"]["active"]


def test_a_flag_that_people_strike_out_is_told_no_more():
    contacts()
    said = people_say("", "flags")

    figures = train_candidate(waiting_version(None)).card["fields"]["flags"]

    assert "REPEAT" in said
    assert figures["disputed"]["active"] == 0.0
    assert figures["disputed"]["candidate"] >= 0.9


def test_both_results_are_kept_with_their_rows_and_classes(candidate):
    figures = candidate.card["fields"]["emotion"]

    rows = sum(pair["rows"] for pair in figures["classes"].values())
    assert rows == figures["all"]["rows"] == candidate.card["held_back"]
    assert candidate.card["heads"] == ["emotion"]
    assert candidate.card["corrections"] == {"emotion": 45}


def test_what_is_held_back_is_never_learnt_from(candidate):
    rows = gather()

    held_back = [row for row in rows if row.held_back]
    assert len(held_back) == candidate.card["held_back"]
    assert len(rows) - len(held_back) == candidate.card["learnt_from"]


def test_learning_switches_nothing(candidate):
    assert not EngineVersion.objects.filter(status=EngineVersion.ACTIVE).exists()
    assert "+a" not in current_engine().read([""])[0].engine_version


def test_without_corrections_there_is_nothing_to_learn():
    contacts(10)

    version = train_candidate(waiting_version(None))

    assert version.status == EngineVersion.FAILED
    assert version.data is None


def test_a_version_is_trained_once_however_often_a_worker_is_asked():
    contacts()
    people_say("SAD")
    version = waiting_version(None)

    train_waiting(version.pk)
    first = EngineVersion.objects.get(pk=version.pk).sha256
    train_waiting(version.pk)

    again = EngineVersion.objects.get(pk=version.pk)
    assert (again.status, again.sha256) == (EngineVersion.CANDIDATE, first)


def test_the_command_prints_both_results_and_makes_a_candidate():
    contacts()
    people_say("SAD")
    out = StringIO()

    call_command("train_models", "--with-corrections", stdout=out)

    assert "emotion" in out.getvalue()
    assert "disputed" in out.getvalue()
    assert EngineVersion.objects.get().status == EngineVersion.CANDIDATE


def test_the_command_says_when_there_are_too_few():
    with pytest.raises(CommandError, match="Too few"):
        call_command("train_models", "--with-corrections")


def test_a_damaged_layer_is_refused(candidate):
    data = bytes(candidate.data)

    with pytest.raises(ModelError):
        unpacked(data[:-1] + b"?", candidate.sha256)


def test_a_layer_comes_back_as_it_was_kept():
    layer = Layer({"emotion.bias": [0.0, 1.0], "emotion.weights": [[0.0, 0.5]]})

    back = unpacked(*packed(layer))

    assert {name: each.tolist() for name, each in back.arrays.items()} == {
        "emotion.bias": [0.0, 1.0],
        "emotion.weights": [[0.0, 0.5]],
    }

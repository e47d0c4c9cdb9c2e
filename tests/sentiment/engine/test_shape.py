"""The public shape of a reading, and raw heads beside it."""

import json

import pytest

from sentiment.engine import ENGINE_VERSION, default_engine, read
from sentiment.engine.artefact import read_card


def one(text):
    return read([text])[0]


def test_a_reading_names_its_versions_and_turns_into_json():
    reading = one("再不退款我就打12315")

    data = json.loads(json.dumps(reading.as_dict()))

    assert (data["engine"], data["model"]) == (ENGINE_VERSION, read_card()["version"])
    assert data["combos"][0]["spans"][0]["why"] == "risk"


def test_a_reading_has_the_public_shape():
    text = "今天下班前不退款，我就打12315，再找记者曝光"

    told = one(text).as_dict()

    assert told.keys() == {
        "polarity", "emotion", "intensity", "categories", "category_l1", "kind", "demands",
        "motive", "cause", "flags", "evidence", "groups", "combos", "amount", "people", "missing",
        "unsure", "unsure_about", "engine", "model", "lexicon",
    }  # fmt: skip
    assert told["polarity"].keys() == {"label", "negative", "neutral", "positive"}
    assert told["emotion"].keys() == {"primary", "secondary", "distribution"}
    assert told["categories"][0].keys() == told["category_l1"][0].keys() == {"code", "p"}
    assert told["evidence"][0].keys() == {"start", "end", "why", "code", "weight"}
    assert told["kind"].keys() == {"label", "p"}


def test_flags_and_demands_point_at_their_words():
    text = "今天下班前不退款，我就打12315，再找记者曝光"

    told = one(text).as_dict()

    flags = {
        flag["code"]: {text[span["start"] : span["end"]] for span in flag["spans"]}
        for flag in told["flags"]
    }
    assert flags["MEDIA_THREAT"] >= {"曝光"}
    assert flags["REGULATORY_THREAT"] >= {"12315"}
    assert [text[it["start"] : it["end"]] for it in told["demands"]] == ["不退款"]


def test_a_level_1_category_is_as_likely_as_its_parts_together():
    reading = one("信用卡被盗刷，不是我本人操作")

    whole = dict(reading.category_l1)

    assert reading.category_l1[0][0] == reading.categories[0][0][:3]
    assert all(whole.get(code[:3], 1) >= p for code, p in reading.categories)


def test_an_unsure_reading_says_what_it_is_unsure_about():
    assert "category" in one("我要投诉你们").unsure_about


def test_every_mode_gives_the_same_reading():
    texts = ["再不退款我就打12315", "请问几点开门", ""]

    told = [default_engine().read(texts, mode=mode) for mode in ("auto", "bulk", "exact")]

    assert told[0] == told[1] == told[2]


def test_raw_heads_of_many_texts_come_as_arrays_and_with_a_reading_by_name():
    engine, texts = default_engine(), ["要求退款", "请问几点开门", "很好"]

    arrays, readings = engine.heads(texts), engine.read(texts, heads=True)

    for name, labels in engine.model.labels.items():
        if name in arrays:
            assert arrays[name].shape == (3, len(labels))
            assert list(readings[1].heads[name]) == list(labels)
            assert list(readings[1].heads[name].values()) == pytest.approx(
                arrays[name][1].tolist(), abs=1e-4
            )
    assert engine.heads([])["polarity3"].shape == (0, 3)


def test_another_mode_is_refused():
    with pytest.raises(ValueError, match="No mode 'fast'"):
        default_engine().read(["退款"], mode="fast")

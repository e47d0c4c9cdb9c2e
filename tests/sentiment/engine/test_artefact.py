"""The model on disk: checked before it is trusted."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from sentiment.engine import Engine, Lexicon, ModelError, read
from sentiment.engine.artefact import DIRECTORY, read_card
from sentiment.engine.model import Model


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(DIRECTORY, tmp_path / "artefacts")


def test_the_model_is_small_enough_to_ship():
    assert read_card()["bytes"] <= 5_000_000


def test_a_damaged_model_is_refused(copy):
    path = copy / read_card(copy)["file"]
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(ModelError, match="damaged"):
        Model.load(copy)


def test_a_missing_model_is_refused(copy):
    (copy / read_card(copy)["file"]).unlink()

    with pytest.raises(ModelError, match="missing"):
        Model.load(copy)


def test_a_missing_card_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"card\.json is missing"):
        Model.load(tmp_path)


def test_a_card_that_is_no_json_is_refused(copy):
    (copy / "card.json").write_text("{")

    with pytest.raises(ModelError, match="not valid JSON"):
        Model.load(copy)


def test_the_card_tells_data_figures_weakness_and_licence():
    card = json.loads((DIRECTORY / "card.json").read_text(encoding="utf-8"))

    assert card.keys() >= {"data", "figures", "weak", "licence", "date", "sha256", "version"}


def test_threads_share_one_engine():
    engine = Engine(Lexicon.default())
    texts = [f"第{n}次投诉，再不退款我就打12315，损失{n}元" for n in range(64)]

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda text: engine.read([text])[0], texts))

    assert told == read(texts)

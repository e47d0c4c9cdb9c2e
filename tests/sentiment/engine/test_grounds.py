"""The clause that is shown for what weights told and no listed word shows."""

import numpy as np
import pytest

from sentiment.engine import read
from sentiment.engine.batch import fold_batch
from sentiment.engine.engine import shipped_model
from sentiment.engine.grounds import LONGEST, Grounds
from sentiment.engine.judge import FLAGS

HEALTH = FLAGS.index("HEALTH")
NOISE = "楼下开了一家饭店，油烟味很重，每天都闻得到，谢谢。"


def clauses(texts, asked):
    batch = fold_batch(texts)
    return Grounds(shipped_model(), batch).clauses("flags", asked, [HEALTH] * len(asked))


def test_the_clause_that_speaks_loudest_is_shown():
    [(start, end)] = clauses([NOISE], [0])

    assert NOISE[start:end] == "油烟味很重"


@pytest.mark.parametrize("text", ["开了一家饭店，油烟味很重", "开了一家饭店 油烟味很重 谢谢"])
def test_a_clause_ends_where_the_text_or_a_blank_ends_it(text):
    [(start, end)] = clauses([text], [0])

    assert text[start:end] == "油烟味很重"


def test_every_text_is_answered_by_itself():
    texts = ["谢谢", NOISE, "", "您好", NOISE + NOISE]

    told = clauses(texts, [0, 1, 2, 3, 4])

    assert told == [clauses([text], [0])[0] for text in texts]
    assert told[2] is None


def test_of_a_long_clause_a_part_is_shown():
    text = "我们这里的情况是这样的" * 8 + "半夜油烟噪音扰民无法入睡" + "大家都知道的" * 8

    [(start, end)] = clauses([text], [0])

    assert end - start <= LONGEST
    assert "油烟噪音" in text[start:end]


def test_weights_on_ngrams_are_those_of_the_scores():
    model, text = shipped_model(), "油烟扰民"
    batch = fold_batch([text])
    rows = model.rows(batch.codes)[:, : len(text) + 1]

    told = model.pulls("flags")[:, rows].sum(axis=(1, 2))

    scores = model.score(batch)["flags"][0] - model.arrays["bias"][model.columns["flags"]]
    assert np.corrcoef(told, scores)[0, 1] > 0.9999


LIFT = "家里老人走路都不方便，电梯停了半个月，什么时候能修好，希望尽快派人来修"


@pytest.mark.parametrize("text", [LIFT, LIFT + NOISE, LIFT.replace("，", " ")])
def test_places_lie_within_the_text(text):
    seen = read([text])[0]

    assert seen.demands or seen.flags
    for start, end in [place for place in seen.demands.values() if place]:
        assert 0 <= start < end <= len(text)
    for spans in seen.flags.values():
        assert len({span[:2] for span in spans}) == len(spans)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)

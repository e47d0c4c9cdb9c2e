"""Surges on made-up series, and new phrases."""

import pytest

from alerts.domain.catalogue import build_rule, firings
from alerts.domain.phrases import Cluster, candidates, clusters
from alerts.domain.surges import Series, growth, poisson_tail, telling, usual
from alerts.domain.tiers import Tier

A01 = build_rule(
    "A01",
    [{"kind": "surge", "growth": 2.0, "sigmas": 3, "tail": 0.001, "at_least": 5}],
    Tier.SENSITIVE,
)
QUIET, BUSY = (1, 0, 2, 1) * 7, (48, 55, 51, 46) * 7


def series(now: int, before: int, weeks: tuple[int, ...] = ()) -> Series:
    return Series("FEE02", "", 3, now, before, weeks)


@pytest.mark.parametrize(
    ("now", "before", "weeks", "fires"),
    [
        pytest.param(7, 2, QUIET, True, id="grown by 250 %"),
        pytest.param(6, 2, BUSY, False, id="grown by exactly 200 % is not more than 200 %"),
        pytest.param(4, 1, QUIET, False, id="too few cases, however fast they grow"),
        pytest.param(5, 0, (), False, id="nothing known before: growth from zero proves nothing"),
        pytest.param(9, 0, (0,) * 28, True, id="from nothing, where 28 weeks knew nothing"),
        pytest.param(60, 50, BUSY, False, id="a busy day among busy days"),
        pytest.param(95, 50, BUSY, True, id="far above the same weekday"),
        pytest.param(95, 50, BUSY[:3], False, id="three weeks are no usual"),
        pytest.param(8, 6, (0, 9, 1, 8) * 7, False, id="a series that always jumps"),
    ],
)
def test_a_surge_is_judged_by_growth_and_by_the_same_weekday(now, before, weeks, fires):
    assert bool(firings([A01], series(now, before, weeks))) is fires


def test_a_surge_says_its_numbers():
    [firing] = firings([A01], series(95, 50, BUSY))

    assert firing.held[0].seen == {
        "now": 95,
        "before": 50,
        "growth": 0.9,
        "mean": 50,
        "limit": 71.22,
        "tail": pytest.approx(9.9e-09, rel=0.01),
        "weeks": 28,
    }


def test_growth_from_zero_counts_from_one():
    assert growth(6, 0) == 6
    assert growth(6, 2) == 2
    assert growth(0, 4) == -1


def test_the_tail_of_a_poisson_count():
    assert poisson_tail(0, 3) == 1
    assert poisson_tail(1, 1) == pytest.approx(1 - 0.36788, abs=1e-5)
    assert poisson_tail(10, 3) == pytest.approx(0.0011025, abs=1e-6)
    assert poisson_tail(2000, 1500) < 1e-9


def test_weeks_without_a_case_are_not_taken_for_certainty():
    expected = usual(5, (0,) * 28, 3)

    assert expected is not None
    assert 0 < expected.limit < 1
    assert expected.tail < 0.001


def test_the_whole_is_dropped_where_one_branch_explains_it():
    branch = Series("FEE02", "", 3, 8, 1)
    whole = Series("FEE02", "", None, 10, 2, whole=True)
    spread = Series("COL01", "", None, 9, 1, whole=True)
    small = [Series("COL01", "", number, 3, 0) for number in (1, 2, 3)]

    assert telling([branch, whole, spread, *small]) == [branch, spread, *small]


def test_subjects_tell_series_apart():
    whole = Series("FEE02", "", None, 10, 2, whole=True)
    bare = Series("FEE02", "", None, 10, 2)

    assert [whole.subject, bare.subject, series(1, 1).subject] == [
        "surge:FEE02",
        "surge:FEE02:-:-",
        "surge:FEE02:-:3",
    ]


def test_phrases_of_the_same_complaints_are_one_cluster():
    found = {
        "星辰": frozenset({1, 2, 3, 4, 5, 6}),
        "辰宝": frozenset({1, 2, 3, 4, 5}),
        "跑路": frozenset({7, 8, 9, 10, 11}),
    }

    assert clusters(found) == [
        Cluster(("星辰", "辰宝"), frozenset({1, 2, 3, 4, 5, 6})),
        Cluster(("跑路",), frozenset({7, 8, 9, 10, 11})),
    ]


def test_known_words_numbers_and_single_characters_are_no_candidates():
    counts = [("退款", 90), ("2026", 50), ("的", 80), ("星辰", 6), ("跑路", 9)]

    assert candidates(counts, frozenset({"退款"}), most=5) == ["跑路", "星辰"]
    assert candidates(counts, frozenset(), most=1) == ["退款"]


@pytest.mark.parametrize(
    ("complaints", "earlier", "fires"), [(5, 0, True), (4, 0, False), (9, 1, False)]
)
def test_a_cluster_fires_when_it_is_new_and_large(complaints, earlier, fires):
    a06 = build_rule("A06", [{"kind": "new_cluster", "at_least": 5}], Tier.SENSITIVE)
    cluster = Cluster(("星辰",), frozenset(range(complaints)), earlier)

    assert bool(firings([a06], cluster)) is fires

import pytest

from benchmarks.figures import Figure, latencies, percentile, table
from benchmarks.report import BEGIN, END, write


def test_an_aim_is_reached_or_not_or_there_is_none():
    figures = [
        Figure("a", 40, "ms", at_most=50),
        Figure("b", 400, "rows/s", at_least=500),
        Figure("c", 1, "s"),
    ]

    assert [figure.reached for figure in figures] == [True, False, None]


def test_a_percentile_is_one_of_the_samples():
    assert percentile([0.3, 0.1, 0.2, 0.4], 0.95) == 0.4


def test_nothing_measured_is_no_figure():
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 0.5)


def test_durations_become_milliseconds():
    assert [figure.value for figure in latencies("x", [0.02] * 20, p95_at_most=50)] == [20, 20]


def test_the_file_keeps_what_people_wrote(tmp_path):
    file = tmp_path / "benchmarks.md"
    file.write_text(f"# Speed\n{BEGIN}\nold\n{END}\nwords\n", encoding="utf-8")
    row = ("api", Figure("POST, p95", 41.7, "ms", 50))

    write({"cores": "2"}, [row], file)

    figures = f"- cores: 2\n\n{table([row])}"
    assert file.read_text(encoding="utf-8") == f"# Speed\n{BEGIN}\n{figures}\n{END}\nwords\n"

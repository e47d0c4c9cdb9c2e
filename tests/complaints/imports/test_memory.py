"""A file of fifty thousand rows is read in the memory of one of five hundred."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from complaints.imports.table import open_table

ROWS = 50_000
TEXT = "我要投诉你们的服务，已经第{}次打电话了，还是没有人处理。" * 4
BOUND = 6 * 2**20  # bytes; all the texts together are some thirty megabytes


def csv_file(folder: Path) -> Path:
    path = folder / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("内容,时间\n")
        file.writelines(f'"{TEXT.format(n, n, n, n)}",2026/1/6\n' for n in range(ROWS))
    return path


def workbook(folder: Path) -> Path:
    path = folder / "large.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["内容", "时间"])
        for n in range(1, ROWS // 5):
            sheet.write_row(n, 0, [TEXT.format(n, n, n, n), "2026/1/6"])
    return path


@pytest.mark.parametrize("make", [csv_file, workbook], ids=["csv", "xlsx"])
def test_memory_stays_flat_however_long_the_file(tmp_path: Path, make: Callable[[Path], Path]):
    path = make(tmp_path)
    table = open_table(path)

    tracemalloc.start()
    count = sum(1 for _ in table.rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count >= ROWS // 5 - 1
    assert peak < BOUND

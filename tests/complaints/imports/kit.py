"""Files made by hand, as the tests need them."""

import gzip
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

from accounts.models import User
from complaints.imports import jobs
from complaints.imports.running import run_import
from complaints.models import ImportJob
from complaints.services.reference_data import load_reference_data

GOOD = (
    "内容,时间,电话\n"
    "服务态度太差我要投诉,2026/1/6 12:09:38,13812345678\n"
    "多扣了我三百块钱,2026-02-01,\n"
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/{{}}" Target="{{}}"/>'
    "</Relationships>"
)
BOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">
<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""


def text_file(
    folder: Path, text: str = GOOD, *, encoding: str = "utf-8", name: str = "a.csv"
) -> Path:
    return byte_file(folder, text.encode(encoding), name=name)


def byte_file(folder: Path, data: bytes, *, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def workbook(folder: Path, rows: list[list[Any]], *, name: str = "a.xlsx") -> Path:
    """A workbook as a spreadsheet program writes it; dates are date cells."""
    path = folder / name
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d h:mm"}) as book:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows):
            sheet.write_row(y, 0, row)
    return path


def raw_workbook(folder: Path, sheet_rows: str, *, sheet: str = SHEET) -> Path:
    """A workbook of four parts whose rows are written as XML."""
    path = folder / "raw.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", RELATIONS.format("officeDocument", "xl/workbook.xml"))
        package.writestr(
            "xl/_rels/workbook.xml.rels", RELATIONS.format("worksheet", "worksheets/sheet1.xml")
        )
        package.writestr("xl/workbook.xml", BOOK)
        package.writestr("xl/worksheets/sheet1.xml", sheet.format(sheet_rows))
    return path


def started(path: Path, author: User, **options: Any) -> ImportJob:
    """A job over this file, mapped as guessed, ready to run."""
    if not options.pop("loaded", False):
        load_reference_data()
    job = jobs.create_job(path, name=path.name, author=author, encoding=options.pop("encoding", ""))
    jobs.configure(job, columns=job.mapping, **({"channel": "WEB"} | options))
    return jobs.start(job)


def imported(path: Path, author: User, **options: Any) -> ImportJob:
    """A job over this file, run to its end."""
    job = started(path, author, **options)
    run_import(job.pk)
    job.refresh_from_db()
    return job

"""The first rows as they would be received, masked, and the refused ones with their reasons."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from complaints.domain.import_rows import Checked
from complaints.domain.masking import mask_name, mask_phone, mask_text
from complaints.imports.jobs import preview
from complaints.imports.receiving import row_of
from complaints.imports.words import row_message
from complaints.models import Channel, ImportJob, ImportProblem

SHOWN = 120  # characters of a text


@dataclass(frozen=True, slots=True)
class PreviewRow:
    number: int
    reasons: list[str]
    text: str
    title: str = ""
    channel: str = ""
    occurred_at: datetime | None = None
    person: str = ""


def preview_rows(
    job: ImportJob, *, columns: Mapping[str, int], options: Mapping[str, str], now: datetime
) -> list[PreviewRow]:
    """The first rows, read by these columns; nothing is stored. Raises FileError.

    While no channel is chosen the rows are judged as if one was: it is asked for beside the form.
    """
    job.mapping, job.options = dict(columns), job.options | options
    names = {channel.code: channel.name for channel in Channel.objects.filter(active=True)}
    if not job.options.get("channel") and "channel" not in job.mapping:
        job.options["channel"] = stand_in = next(iter(names), "")
        names[stand_in] = _("not chosen yet")
    return [_row(checked, job, names) for checked in preview(job, now=now)]


def _row(checked: Checked, job: ImportJob, names: Mapping[str, str]) -> PreviewRow:
    contact = checked.contact
    if contact is None:
        reasons = [row_message(asdict(problem)) for problem in checked.problems]
        return PreviewRow(checked.row.number, reasons, _text(checked.row.cells, job))
    person = f"{mask_name(contact.person.name)} {mask_phone(contact.person.phone)}".strip()
    return PreviewRow(
        number=checked.row.number,
        reasons=[],
        text=mask_text(contact.text)[:SHOWN],
        title=mask_text(contact.title),
        channel=names.get(contact.channel, contact.channel),
        occurred_at=contact.occurred_at,
        person=person,
    )


def refused_row(problem: ImportProblem) -> PreviewRow:
    """A kept row with its reasons; after a week only these are left."""
    reasons = [row_message(reason) for reason in problem.errors]
    cells = row_of(problem).row.cells if problem.cells else ()
    return PreviewRow(problem.row, reasons, _text(cells, problem.job))


def _text(cells: tuple[str, ...], job: ImportJob) -> str:
    index = job.mapping.get("text", 0)
    text = cells[index] if index < len(cells) else " ".join(cells)
    return mask_text(text.encode("utf-8", "replace").decode()[:SHOWN])

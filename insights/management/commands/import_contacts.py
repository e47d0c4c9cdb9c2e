"""`manage.py import_contacts FILE --map text=内容 --map received_at=时间 --channel GOV_12345`."""

import time
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from alerts.models.risk import TIERS
from complaints.domain.import_times import TimeError, read_time
from complaints.imports import errorfile, jobs, words
from complaints.imports.columns import check_names, columns_by_name
from complaints.imports.errors import FileError
from complaints.imports.running import run_import
from complaints.models import ImportJob
from insights.pipeline import troubled, waiting, work_off
from insights.reports.imports import ImportReport, import_report
from ui.console import ProgressBar

SHOWN = 10  # refused rows that are named on the screen
COUNTS = ("contacts", "readings", "complaints", "risks", "alerts")
PAUSE = 0.5  # seconds between two looks at a run in another process


class Command(BaseCommand):
    help = "Import contacts from CSV or XLSX; running it again goes on or brings nothing twice"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN", dest="columns",
            help="which column is what, by name or #number; without any, columns are guessed",
        )  # fmt: skip
        parser.add_argument("--channel", default="", help="channel of all rows without one")
        parser.add_argument("--business-line", default="", help="business line of rows without one")
        parser.add_argument("--received-at", default="", help="time of all rows; default: now")
        parser.add_argument("--source", default=jobs.SOURCE, help="name of the source")
        parser.add_argument("--user", default="", help="who imports; default: first administrator")
        parser.add_argument("--encoding", default="", help="refuse only rows that don't fit it")
        parser.add_argument("--errors", type=Path, help="write refused rows to this .csv or .xlsx")
        parser.add_argument(
            "--wait", action=BooleanOptionalAction, default=None,
            help="see the rows through reading, risk and alerts (default on a terminal)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            job = self._job(options)
            self._take(job)
        except FileError as error:
            raise CommandError(words.file_message(error)) from error
        except jobs.MappingError as error:
            raise CommandError(words.mapping_message(error.code, error.value)) from error
        self._say_refused(job, options["errors"])
        if options["wait"] if options["wait"] is not None else self.stdout.isatty():
            self._follow(job)
        if job.status == ImportJob.FAILED:
            raise CommandError(words.stored_message(job.error))

    @transaction.atomic
    def _job(self, options: dict[str, Any]) -> ImportJob:
        """A new job for this file, or the one that was killed over it."""
        path = options["file"].resolve()
        if not path.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": options["file"]})
        job = jobs.create_job(
            path, name=path.name, author=author(options["user"]), encoding=options["encoding"]
        )
        if options["columns"]:
            job.mapping = columns_by_name(options["columns"], job.options["header"])
        elif "parent" not in job.options:
            check_names(job.options["header"])
        jobs.configure(
            job,
            columns=job.mapping,
            channel=options["channel"],
            business_line=options["business_line"],
            received_at=received_at(options["received_at"]),
            source=options["source"],
        )
        return jobs.start(jobs.resumed(job))

    def _take(self, job: ImportJob) -> None:
        header, taken = job.options["header"], set(job.mapping.values())
        columns = ", ".join(f"{field} = {header[i]}" for field, i in job.mapping.items())
        self.stdout.write(f"{job.name}: {columns}")
        if left := [name for i, name in enumerate(header) if i not in taken]:
            self.stdout.write(_("Columns left out: %(names)s") % {"names": ", ".join(left)})
        if job.done_rows:
            said = _("Going on after row %(row)s of an import that was cut off.")
            self.stdout.write(said % {"row": f"{job.done_rows:,}"})
        bar, before, started = ProgressBar(_("Intake")), job.done_rows, time.monotonic()
        while job.status == ImportJob.RUNNING:
            run_import(job.pk, tell=lambda now: bar.show(now.done_rows, now.total_rows))
            job.refresh_from_db()
            if job.status == ImportJob.RUNNING:  # a worker has taken over what was cut off
                bar.show(job.done_rows, job.total_rows)
                time.sleep(PAUSE)
        bar.close()
        self.stdout.write(summary(job, rows=job.done_rows - before, since=started))

    def _say_refused(self, job: ImportJob, target: Path | None) -> None:
        for problem in job.problems.order_by("row")[:SHOWN]:
            reasons = words.row_messages(problem.errors)
            self.stdout.write(f"  {words.FIELD_WORDS['row']} {problem.row}: {reasons}")
        if job.failed_rows > SHOWN:
            self.stdout.write("  " + _("and %(n)s more") % {"n": f"{job.failed_rows - SHOWN:,}"})
        if target and job.failed_rows:
            errorfile.write(job, target)
            said = _("Refused rows are in %(file)s; mend them and import that file.")
            self.stdout.write(said % {"file": target})

    def _follow(self, job: ImportJob) -> None:
        """See the facts of this import through to the alerts, and say what came out."""
        bar, started, most = ProgressBar(_("Reading and judging")), time.monotonic(), waiting()
        work_off(lambda left: bar.show(max(most - left, 0), most))
        bar.close()
        report = import_report(job)
        for line in followed(report, seconds=time.monotonic() - started):
            self.stdout.write(line)
        if failed := troubled():
            said = _("%(n)s deliveries failed; look at the system state.") % {"n": f"{failed:,}"}
            self.stdout.write(self.style.WARNING(said))


def summary(job: ImportJob, *, rows: int, since: float) -> str:
    """What the intake did and how fast; `since` is a monotonic time."""
    seconds = time.monotonic() - since
    return _(
        "%(rows)s rows in %(seconds).1f s: %(speed)s rows/s. "
        "%(new)s new, %(known)s already known, %(refused)s refused."
    ) % {
        "rows": f"{rows:,}",
        "seconds": seconds,
        "speed": f"{rows / max(seconds, 0.001):,.0f}",
        "new": f"{job.created_rows:,}",
        "known": f"{job.known_rows:,}",
        "refused": f"{job.failed_rows:,}",
    }


def followed(report: ImportReport, *, seconds: float) -> Iterator[str]:
    """What came out of an import, how fast, and the distribution of the tiers."""
    speed = f"{report.contacts / max(seconds, 0.001):,.0f}"
    yield _("Read and judged in %(seconds).1f s: %(speed)s contacts/s.") % {
        "seconds": seconds,
        "speed": speed,
    }
    counts = {name: f"{getattr(report, name):,}" for name in COUNTS}
    yield (
        _(
            "%(contacts)s contacts, %(readings)s readings; %(complaints)s complaints, "
            "%(risks)s risks; %(alerts)s alerts."
        )
        % counts
    )
    for tier, name in TIERS:
        share = report.tiers[tier] / report.risks if report.risks else 0
        yield f"  {name}: {report.tiers[tier]:,} ({share:.1%})"


def author(name: str) -> User:
    """The user with this log-in name, or the first active administrator."""
    users = User.objects.filter(is_active=True)
    found = users.filter(username=name) if name else users.filter(role="administrator")
    user = found.order_by("pk").first()
    if user is None:
        said = _("There is no user %(name)s.") if name else _("There is no administrator.")
        raise CommandError(said % {"name": name})
    return user


def received_at(text: str) -> str:
    try:
        return read_time(text).isoformat() if text else ""
    except TimeError as error:
        raise CommandError(_("%(text)s is no time.") % {"text": text}) from error

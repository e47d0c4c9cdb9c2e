"""One chunk of rows: checked, handed to the intake, and what became of each."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from django.utils import timezone

from complaints.domain.import_rows import Recipe, Row, check_row
from complaints.domain.intake import Codes, Problem
from complaints.imports.recipes import recipe_of
from complaints.models import ImportJob, ImportProblem
from complaints.services.codes import codes_in_force
from complaints.services.intake import Sender, receive_contacts
from outbox.models import Delivery
from outbox.services import priority


@dataclass(frozen=True, slots=True)
class Named:
    """A row with its name in the source; `origin` is its row in the file it was mended for."""

    row: Row
    name: str
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: taken, already known, or refused with its problems."""

    named: Named
    problems: tuple[Problem, ...]
    created: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is needed to judge the rows of one job."""

    recipe: Recipe
    codes: Codes
    sender: Sender


def desk_for(job: ImportJob) -> Desk:
    return Desk(
        recipe=recipe_of(job, now=timezone.now()),
        codes=codes_in_force(),
        sender=Sender(user=job.author, source=job.options["source"]),
    )


def receive_rows(desk: Desk, rows: Sequence[Named]) -> list[Outcome]:
    """Hand the good rows to the intake as bulk work; one outcome per row, in order."""
    now = timezone.now()
    checked = [check_row(named.row, desk.recipe, desk.codes, now) for named in rows]
    good = [
        replace(one.contact, external_id=one.contact.external_id or named.name)
        for one, named in zip(checked, rows, strict=True)
        if one.contact
    ]
    with priority(Delivery.BULK):
        receipts = iter(receive_contacts(good, sender=desk.sender))
    outcomes = []
    for one, named in zip(checked, rows, strict=True):
        receipt = next(receipts) if one.contact else None
        problems = receipt.problems if receipt else one.problems
        outcomes.append(Outcome(named, problems, created=bool(receipt and receipt.created)))
    return outcomes


def problem_of(job: ImportJob, outcome: Outcome) -> ImportProblem:
    """The refused row as it is kept: its cells sealed, its reasons as codes.

    JSON with ASCII escapes carries NUL and lone surrogates through unharmed.
    """
    named = outcome.named
    return ImportProblem(
        job=job,
        row=named.row.number,
        cells=json.dumps(
            {"cells": named.row.cells, "name": named.name, "broken": named.row.broken}
        ),
        errors=[asdict(problem) for problem in outcome.problems],
    )


def row_of(problem: ImportProblem) -> Named:
    """The kept row back again."""
    kept = json.loads(str(problem.cells))
    return Named(Row(problem.row, tuple(kept["cells"]), kept["broken"]), kept["name"])

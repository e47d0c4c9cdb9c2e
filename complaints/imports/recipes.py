"""How the rows of one job are read: its columns, what holds for all, names in force as codes."""

from datetime import datetime

from django.db.models import Model

from complaints.domain.import_rows import Recipe
from complaints.models import BusinessLine, Category, Channel, DemandKind, ImportJob

CODED: dict[str, type[Model]] = {
    "channel": Channel,
    "category": Category,
    "business_line": BusinessLine,
    "demands": DemandKind,
}


def recipe_of(job: ImportJob, *, now: datetime) -> Recipe:
    """The recipe of a job. A row without a time column was received at the job's time, or now."""
    options = job.options
    given = options.get("received_at")
    return Recipe(
        columns=job.mapping,
        width=len(options["header"]),
        received_at=datetime.fromisoformat(given) if given else now,
        channel=options.get("channel", ""),
        business_line=options.get("business_line", ""),
        names=names_in_force(),
    )


def names_in_force() -> dict[str, dict[str, str]]:
    """For each coded field: what people call a code, in small letters, and the code itself."""
    return {field: _names(model) for field, model in CODED.items()}


def _names(model: type[Model]) -> dict[str, str]:
    rows = model._default_manager.filter(active=True).values_list("code", "name_zh", "name_en")
    return {name.casefold(): code for code, *names in rows for name in (code, *names) if name}

"""What is still missing in a complaint, as questions an agent can read out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "WHEN": (_("When it happened"), _("Which day did it happen?")),
    "AMOUNT": (_("Amount"), _("How much money is it about?")),
    "PRODUCT": (_("Product"), _("Which product or service is it about?")),
    "DEMAND": (_("Demand"), _("What would you like us to do?")),
    "ORDER": (_("Order number"), _("Do you have the order or policy number at hand?")),
    "CONTACTED_BEFORE": (_("Earlier contact"), _("Have you contacted us about this before?")),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A missing piece of information: its name, and the question that gets it."""

    code: str
    label: str
    question: str


def hints(codes: Iterable[str], *, answered: Collection[str] = ()) -> list[Hint]:
    """The questions for what the engine misses and the form does not answer."""
    open_points = (code for code in codes if code in QUESTIONS and code not in answered)
    return [Hint(code, *map(str, QUESTIONS[code])) for code in open_points]

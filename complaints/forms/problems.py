"""What is wrong with a contact, in words a person can act on."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.domain.intake import MAX_TEXT, Problem

MESSAGES = {
    ("text", "empty"): gettext_lazy("Write down what the complainant says."),
    ("text", "too_long"): gettext_lazy(
        "The text has %(value)s characters; %(limit)s fit. Attach long letters in parts."
    ),
    ("channel", "empty"): gettext_lazy("Choose how the complaint reached us."),
    ("occurred_at", "in_the_future"): gettext_lazy(
        "The time %(value)s lies in the future. Check the clock of this computer."
    ),
    ("amount", "out_of_range"): gettext_lazy(
        "The amount must lie between 0 and one trillion yuan."
    ),
    ("people", "out_of_range"): gettext_lazy(
        "The number of people must lie between 1 and 1,000,000."
    ),
    ("reference", "unknown"): gettext_lazy(
        "Complaint %(value)s is not yours to add to. Remove it, or register a new complaint."
    ),
}


def message(problem: Problem) -> str:
    """One sentence for the person at the form."""
    text = str(MESSAGES.get((problem.field, problem.code), ""))
    if not text and problem.code == "unknown":
        text = _("“%(value)s” is no longer in use. Choose another.")
    text = text or _("This can't be stored as it is: %(value)s")
    return text % {"value": problem.value, "limit": f"{MAX_TEXT:,}"}

"""Problems of the intake as errors of the API: the field's path, a stable code, words."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from complaints.api.rows import PERSON
from complaints.domain.intake import Problem, clean_text

SHOWN = 60  # characters of a wrong value that are worth repeating
NOWHERE = _("This value is not accepted.")
WORDS = {
    "empty": _("This field must not be empty."),
    "too_long": _("Too long: %(value)s characters."),
    "too_early": _("Before the year 2000: %(value)s."),
    "too_precise": _("More than two decimal places: %(value)s."),
    "too_many": _("Too many values."),
    "in_the_future": _("In the future: %(value)s."),
    "no_time_zone": _("The time zone is missing: %(value)s. Write it like +08:00."),
    "no_such_zone": _("No clock on earth is so far from UTC: %(value)s."),
    "one_of": _("Send either text or texts."),
    "out_of_range": _("Outside the allowed range: %(value)s."),
    "unknown": _("Unknown: %(value)s."),
    "unknown_field": _("There is no such field."),
    "unprintable": _("Control characters are not allowed here."),
    "not_a_list": _("A list is needed here."),
    "not_a_number": _("A number is needed here."),
    "not_a_string": _("A text is needed here."),
    "not_a_time": _("Not a time of ISO 8601, like 2026-11-22T09:30:00+08:00."),
    "not_an_integer": _("A whole number is needed here."),
    "not_an_object": _("A JSON object is needed here."),
}
MOST = 50  # errors of one contact; a thousand unknown fields are one mistake


def errors_of(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """What goes into `errors`, in the language of the request."""
    return [
        {"field": path(problem), "code": problem.code, "message": message(problem)}
        for problem in problems[:MOST]
    ]


def path(problem: Problem) -> str:
    """Where it is in the JSON; the intake names fields of the person without their path."""
    of_person = problem.field in PERSON and problem.code != "unknown_field"
    return f"person.{problem.field}" if of_person else shown(problem.field)


def message(problem: Problem) -> str:
    """What is wrong, for people."""
    words = WORDS.get(problem.code, NOWHERE)
    return str(words) % {"value": shown(problem.value)}


def shown(value: str) -> str:
    """A piece of what was sent, safe to send back: no control characters, no lone surrogates."""
    value = clean_text(value[: SHOWN + 1])
    return value if len(value) <= SHOWN else value[:SHOWN] + "…"


def summary(count: int) -> str:
    """The one sentence above the errors."""
    return ngettext("%(count)d value is wrong.", "%(count)d values are wrong.", count) % {
        "count": count
    }


def too_many(limit: int) -> str:
    return gettext("At most %(limit)d contacts at a time.") % {"limit": limit}

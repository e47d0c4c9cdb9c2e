"""What the objects of the API are, in the reader's language.

The document takes docstrings for this; those are for us and in English.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from config.api.openapi import INTRODUCTION

WORDS = {
    "Alert": _("One thing that somebody must look at."),
    "Clock": _("A time limit; `used` is the last warning step passed, in percent."),
    "Complainant": _("The person, masked."),
    "Complaint": _("One row of the list. `risk` is null until the complaint was assessed."),
    "ComplaintDetail": _("The whole result; of many contacts and alerts the newest hundred."),
    "Contact": _("One touch; `reading` is null until it was read, a second or so after it came."),
    "FieldError": _("One value that is wrong."),
    "NewContact": _("One touch: a call, a letter, a post."),
    "NewContacts": _("Contacts that are posted together."),
    "Person": _("Who complains, as far as known. Sealed at rest; never given back, only masked."),
    "Problem": _("An error, after RFC 9457: application/problem+json."),
    "Reading": _("What the engine saw in one contact, with people’s corrections."),
    "Readings": _("Readings in the order of the texts."),
    "Result": _("What became of one row."),
    "Results": _("What became of every row, and how many of each kind."),
    "Risk": _("`tier` counts: a person’s word where there is one, else `machine_tier`."),
    "Taken": _("The contact is stored; reading, portrait and risk follow within seconds."),
    "Texts": _("Either `text` or `texts`."),
}


def describe(result: dict[str, Any], **_given: Any) -> dict[str, Any]:
    """Put the introduction and `WORDS` into a document (a hook of drf-spectacular)."""
    result["info"]["description"] = "\n\n".join(str(words) for words in INTRODUCTION)
    for name, words in WORDS.items():
        result["components"]["schemas"][name]["description"] = str(words)
    return result

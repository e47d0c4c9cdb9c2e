"""One label of a facet: a code, a value without language, where it comes from, what shows it."""

from collections.abc import Iterable
from typing import Any

from profiling.domain.facts import ContactFacts

Label = dict[str, Any]
type_of_facet = list[Label]

RECORD = "RECORD"  # registered with the complaint
CUSTOMER = "CUSTOMER"  # the customer system
BIRTH_YEAR = "BIRTH_YEAR"  # computed from a birth year that was lawfully given
COUNT = "COUNT"  # counted from our own rows
READING = "READING"  # read by the engine
OWN_WORDS = "OWN_WORDS"  # said by the complainant, not verified
INFERENCE = "INFERENCE"  # concluded, to be confirmed by asking
INFERRED = (READING, INFERENCE)

REPEATED, MEDIA = "REPEAT", "MEDIA"  # codes of word groups that labels quote
QUOTABLE = (REPEATED, MEDIA)
MAX_EVIDENCE = 20  # contacts a label points to, the newest
MAX_WORDS = 4  # quotations under a label


def label(
    code: str,
    value: Any,
    source: str,
    contacts: Iterable[ContactFacts] = (),
    words: Iterable[str] = (),
) -> Label:
    """Make a label; `words` names the codes whose quotations stand under it.

    Every quotation keeps its contact, so that a page can leave out what its reader may not see.
    """
    shown = list(contacts)
    return {
        "label": code,
        "value": value,
        "source": source,
        "evidence": [contact.id for contact in shown[-MAX_EVIDENCE:]],
        "words": quotations(shown, frozenset(words)) if words else [],
    }


def quotations(contacts: Iterable[ContactFacts], codes: frozenset[str]) -> list[dict[str, Any]]:
    """The newest different quotations for these codes."""
    found: dict[str, int] = {}
    for contact in reversed(list(contacts)):
        for code, text in contact.words:
            if code in codes and text not in found:
                found[text] = contact.id
                if len(found) == MAX_WORDS:
                    return _listed(found)
    return _listed(found)


def _listed(found: dict[str, int]) -> list[dict[str, Any]]:
    return [{"contact": contact, "text": text} for text, contact in found.items()]

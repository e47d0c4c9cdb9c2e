"""A portrait as its reader sees it: facets in words, the strip, what may not be seen left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from complaints.models import Complainant, Contact
from profiling.models import Portrait
from profiling.names import Names, names
from profiling.sight import Sight, recognised_pass, seen_contacts, sight_of
from profiling.words import Finding, finding

LAST = 3  # contacts under the strip
SPARK = 8  # intensities in the small line
FACETS: tuple[tuple[str, Any, str, Any], ...] = (
    ("basic", gettext_lazy("Basic information"), "id-badge-2", ""),
    ("motive", gettext_lazy("Motive"), "target-arrow", gettext_lazy("this matter only")),
    ("emotion", gettext_lazy("Emotion"), "activity", ""),
    ("behaviour", gettext_lazy("Behaviour"), "route", gettext_lazy("our side first")),
)
FAILURES = {
    "OUR_PROMISES": (
        "t4",
        lambda n: ngettext("%(n)d broken promise of ours", "%(n)d broken promises of ours", n),
    ),
    "OUR_CLOCKS": ("t4", lambda n: ngettext("%(n)d limit missed", "%(n)d limits missed", n)),
    "OUR_WAITS": ("", lambda n: ngettext("%(n)d long wait", "%(n)d long waits", n)),
    "OUR_TRANSFERS": ("", lambda n: ngettext("passed on %(n)d time", "passed on %(n)d times", n)),
    "OUR_REPEATS": ("", lambda n: ngettext("told again %(n)d time", "told again %(n)d times", n)),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One card: its findings, or nothing when it rests on a matter the reader may not see."""

    code: str
    title: Any
    icon: str
    scope: Any
    findings: tuple[Finding, ...]
    hidden: bool = False


def facets_for(portrait: Portrait, user: User) -> list[Facet]:
    """The four facets in words; quotations only from contacts this user may see."""
    sight, known = sight_of(portrait, user), names()
    return [_facet(portrait, name, sight, known, *rest) for name, *rest in FACETS]


def _facet(
    portrait: Portrait, name: str, sight: Sight, known: Names, title: Any, icon: str, scope: Any
) -> Facet:
    labels = getattr(portrait, name)
    matters = [label["value"] for label in labels if label["label"] == "MATTER"]
    if not all(sight.of_matter(pk) for pk in matters):
        return Facet(name, title, icon, scope, (), hidden=True)
    found = [finding(label, quotes(label, sight), known) for label in labels]
    return Facet(name, title, icon, scope, _sources_once([one for one in found if one]))


def _sources_once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Name a source where it begins: lines below it without one have the same."""
    before = [None, *findings]
    return tuple(
        replace(one, source="") if last and last.source == one.source and not one.quotes else one
        for last, one in zip(before, findings, strict=False)
    )


def quotes(label: dict[str, Any], sight: Sight) -> tuple[str, ...]:
    return tuple(word["text"] for word in label["words"] if sight.of_contact(word["contact"]))


def failures(portrait: Portrait) -> list[tuple[str, str]]:
    """What we did wrong, as tags: (word, tone). They stand before anything else."""
    return [
        (FAILURES[label["label"]][1](n) % {"n": n}, FAILURES[label["label"]][0])
        for label in portrait.behaviour
        if label["label"] in FAILURES and (n := label["value"]["times"])
    ]


def stats(portrait: Portrait) -> list[tuple[str, int]]:
    """The four counts of the strip and the head."""
    return [
        (_("Contacts in 30 days"), portrait.contacts_30d),
        (_("Complaints so far"), portrait.complaints),
        (_("From authorities"), portrait.regulator_cases),
        (_("Open cases"), portrait.open_complaints),
    ]


@dataclass(frozen=True, slots=True)
class Touch:
    """One of the last contacts; its words and its complaint only if the reader may see them."""

    contact: Contact
    seen: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """What an agent sees of whoever is on the phone."""

    complainant: Complainant
    portrait: Portrait | None
    tags: list[tuple[str, str]]
    stats: list[tuple[str, int]]
    spark: list[float]
    touches: list[Touch]
    whole: bool  # may the reader open the whole portrait?
    key: str


def strip(complainant: Complainant, user: User) -> Strip:
    """The strip of one complainant. The caller has made sure that the user may see it."""
    portrait = Portrait.objects.filter(pk=complainant.pk).first()
    contacts = list(_newest(complainant))
    voices = [one.reading.intensity for one in contacts if _was_heard(one)]
    return Strip(
        complainant=complainant,
        portrait=portrait,
        tags=failures(portrait) if portrait else [],
        stats=stats(portrait) if portrait else [],
        spark=[round(value, 1) for value in reversed(voices)],
        touches=_touches(contacts[:LAST], user),
        whole=Complainant.objects.visible_to(user).filter(pk=complainant.pk).exists(),
        key=recognised_pass(complainant, user),
    )


def _newest(complainant: Complainant) -> Iterable[Contact]:
    rows = Contact.objects.filter(complainant=complainant).select_related(
        "channel", "reading__category", "complaint__category"
    )
    return rows.defer("reading__detail", "reading__search").order_by("-occurred_at", "-pk")[:SPARK]


def _was_heard(contact: Contact) -> bool:
    return contact.direction == Contact.IN and hasattr(contact, "reading")


def _touches(contacts: list[Contact], user: User) -> list[Touch]:
    seen = seen_contacts([contact.pk for contact in contacts], user)
    return [Touch(contact, contact.pk in seen) for contact in contacts]


def panel(complainant: Complainant, user: User) -> dict[str, Any]:
    """The context of `profiling/panel.html`, beside a complaint."""
    portrait = Portrait.objects.visible_to(user).filter(pk=complainant.pk).first()
    if portrait is None:
        return {"complainant": complainant}
    return {
        "complainant": complainant,
        "portrait": portrait,
        "facets": facets_for(portrait, user),
        "tags": failures(portrait),
        "stats": stats(portrait),
    }

"""Labels as words in the reader's language. Nothing of this is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from profiling.domain.labels import INFERENCE
from profiling.names import Names, listed
from profiling.segments import segment_texts
from sentiment.models.reading import EMOTIONS
from ui.words import percent, signed

EMOTION = dict(EMOTIONS)
MOTIVE = {
    "MOT_JUSTICE": gettext_lazy("justice and compensation"),
    "MOT_RESPECT": gettext_lazy("respect and being taken seriously"),
    "MOT_VENT": gettext_lazy("venting and control"),
    "MOT_UNKNOWN": gettext_lazy("not clear yet"),
}
SOURCE = {
    "RECORD": gettext_lazy("as registered"),
    "CUSTOMER": gettext_lazy("customer system"),
    "BIRTH_YEAR": gettext_lazy("from the birth year, only as a band"),
    "COUNT": gettext_lazy("counted from our records"),
    "READING": gettext_lazy("read by machine"),
    "OWN_WORDS": gettext_lazy("own words, not verified"),
    "INFERENCE": gettext_lazy("inferred, to be confirmed by calling"),
}
CAUSE = {
    "BROKEN_PROMISE": gettext_lazy("a promise of ours ran out"),
    "LATE": gettext_lazy("a time limit of ours ran out"),
    "WAIT": gettext_lazy("made to wait"),
    "TRANSFER": gettext_lazy("passed on"),
    "REPEAT": gettext_lazy("had to tell it again"),
}
CALMED = {
    "PROMISE_KEPT": gettext_lazy("a promise kept"),
    "WE_CALLED": gettext_lazy("a call from us"),
    "CLOSED": gettext_lazy("the matter finished"),
}
WAY = {
    "rising": gettext_lazy("rising"),
    "falling": gettext_lazy("falling"),
    "steady": gettext_lazy("steady"),
}
KIND = {"person": gettext_lazy("person"), "organisation": gettext_lazy("organisation")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a facet: what it is about, what was found, where from, and the words for it."""

    code: str
    title: str
    text: str
    source: str
    quotes: tuple[str, ...] = ()
    inferred: bool = False
    ours: bool = False


def finding(label: dict[str, Any], quotes: tuple[str, ...], names: Names) -> Finding | None:
    """Say a label in words; None for one that has no line of its own."""
    if label["label"] not in SAY:
        return None
    title, say = SAY[label["label"]]
    text = say(label["value"], names)
    note = SOURCE.get(label["source"], label["source"])
    if label["label"] == "SEGMENT":
        note = _("%(source)s · only a hint for talking") % {"source": note}
    return Finding(
        code=label["label"],
        title=str(title),
        text=text,
        source=str(note),
        quotes=quotes,
        inferred=label["source"] == INFERENCE,
        ours=label["label"].startswith("OUR_"),
    )


def _times(value: dict, names: Names) -> str:
    return ngettext("%(n)d time", "%(n)d times", value["times"]) % {"n": value["times"]}


def _age(value: dict, names: Names) -> str:
    return _("%(from)d–%(to)d years") % value


def _since(value: str, names: Names) -> str:
    years = timezone.localdate().year - date.fromisoformat(f"{value}-01").year
    how_long = ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return _("since %(month)s, %(years)s") % {"month": value, "years": how_long}


def _business(value: list[str], names: Names) -> str:
    return names.line_list(value) or "—"


def _segment(value: str, names: Names) -> str:
    text = segment_texts().get(value)
    return _("%(segment)s: %(hint)s") % {"segment": text.name, "hint": text.hint} if text else value


def _motive(value: dict, names: Names) -> str:
    word = str(MOTIVE.get(value["code"], value["code"]))
    if not value["points"]:
        return word
    said = _("%(motive)s %(points)d/100") % {"motive": word, "points": value["points"]}
    return _("%(motive)s (mixed)") % {"motive": said} if value.get("mixed") else said


def _demands(value: dict, names: Names) -> str:
    amount = value.get("amount")
    money = _("%(amount)s yuan in dispute") % {"amount": amount} if amount else ""
    return listed([names.demand_list(value["codes"]), money])


def _now(value: dict, names: Names) -> str:
    shares = [
        f"{EMOTION.get(code, code)} {percent(share)}" for code, share in value.get("shares", ())
    ]
    return listed(shares) or str(EMOTION.get(value["emotion"], value["emotion"]))


def _trend(value: dict, names: Names) -> str:
    return _("%(way)s, %(change)s over %(n)d contacts") % {
        "way": WAY[value["way"]],
        "change": signed(value["change"], 1),
        "n": value["over"],
    }


def _triggers(value: dict, names: Names) -> str:
    return listed(f"{CAUSE.get(code, code)} ×{count}" for code, count in value["causes"])


def _recovery(value: dict, names: Names) -> str:
    after = listed(str(CALMED.get(code, code)) for code in value["after"])
    said = _("down by %(drop)s within %(days)s days (%(times)d seen)") % value
    return _("%(said)s, after: %(after)s") % {"said": said, "after": after} if after else said


def _waits(value: dict, names: Names) -> str:
    return ngettext(
        "%(n)d time over 5 minutes, longest %(longest)d minutes",
        "%(n)d times over 5 minutes, longest %(longest)d minutes",
        value["times"],
    ) % {"n": value["times"], "longest": value["longest"]}


def _nothing(value: None, names: Names) -> str:
    return _("no wait over 5 minutes, no transfer, no broken promise on record")


def _windows(value: dict, names: Names) -> str:
    return _("7 days %(d7)d · 30 days %(d30)d · 90 days %(d90)d · 365 days %(d365)d") % {
        f"d{days}": count for days, count in value.items()
    }


def _gaps(value: dict, names: Names) -> str:
    return _("usually %(median)s days, last %(last)s days") % value


def _channels(value: dict, names: Names) -> str:
    return listed(
        f"{names.channel(code)} {percent(count / value['of'])}" for code, count in value["channels"]
    )


def _hours(value: dict, names: Names) -> str:
    return _("%(from)d–%(to)d o'clock %(times)d of %(of)d, on weekdays %(workdays)d") % value


def _escalated(value: dict, names: Names) -> str:
    return _("%(times)d of %(of)d complaints, %(official)d by an authority") % value


def _public(value: dict, names: Names) -> str:
    said = ngettext("spoke of it %(n)d time", "spoke of it %(n)d times", value["said"])
    posted = ngettext("%(n)d public post", "%(n)d public posts", value["posted"])
    parts = [
        said % {"n": value["said"]} if value["said"] else "",
        posted % {"n": value["posted"]} if value["posted"] else _("no post known"),
    ]
    return listed(parts)


SAY: dict[str, tuple[Any, Callable[[Any, Names], str]]] = {
    "KIND": (gettext_lazy("Kind of complainant"), lambda value, names: str(KIND.get(value, value))),
    "AGE_BAND": (gettext_lazy("Age"), _age),
    "LEVEL": (gettext_lazy("Customer level"), lambda value, names: value),
    "SINCE": (gettext_lazy("Customer for"), _since),
    "BUSINESS": (gettext_lazy("Business and products"), _business),
    "SEGMENT": (gettext_lazy("Segment"), _segment),
    "MOTIVE": (gettext_lazy("Main motive"), _motive),
    "MOTIVE_TOO": (gettext_lazy("Further motive"), _motive),
    "DEMANDS": (gettext_lazy("Demands said"), _demands),
    "DEMANDS_READ": (gettext_lazy("Read in the words"), _demands),
    "DEMANDS_IMPLICIT": (gettext_lazy("Probably wanted"), _demands),
    "NOW": (gettext_lazy("At present"), _now),
    "TREND": (gettext_lazy("Trend"), _trend),
    "TRIGGERS": (gettext_lazy("Triggers"), _triggers),
    "RECOVERY": (gettext_lazy("Recovery"), _recovery),
    "OUR_PROMISES": (gettext_lazy("Broken promises"), _times),
    "OUR_CLOCKS": (gettext_lazy("Missed limits"), _times),
    "OUR_WAITS": (gettext_lazy("Waits"), _waits),
    "OUR_TRANSFERS": (gettext_lazy("Transfers"), _times),
    "OUR_REPEATS": (gettext_lazy("Told again"), _times),
    "OURS_NONE": (gettext_lazy("Our side"), _nothing),
    "CONTACTS": (gettext_lazy("Contacts made"), _windows),
    "COMPLAINTS": (gettext_lazy("Complaints made"), _windows),
    "GAPS": (gettext_lazy("Gaps"), _gaps),
    "CHANNELS": (gettext_lazy("Channels"), _channels),
    "HOURS": (gettext_lazy("Hours"), _hours),
    "ESCALATED": (gettext_lazy("Escalated"), _escalated),
    "PUBLIC": (gettext_lazy("In public"), _public),
}

"""Why an alert was raised, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts.models import Alert
from alerts.names import COMBOS, FLAGS, GROUPS, line_name
from ui.faces import TIER_WORDS, tier_number
from ui.words import signed

Seen = Mapping[str, Any]


def reasons(alert: Alert) -> list[str]:
    """What each condition of the rule saw, one short sentence each."""
    return [say(held["seen"]) for held in alert.evidence if (say := SAID.get(held["kind"]))]


def _combo(seen: Seen) -> str:
    return _(", ").join(f"{code} {COMBOS.get(code, '')}".strip() for code in seen["codes"])


def _credible(seen: Seen) -> str:
    return _(", ").join(str(FLAGS.get(flag, flag)) for flag in seen["flags"])


def _repeat(seen: Seen) -> str:
    return _("contact %(times)d within %(days)d days") % seen


def _channel(seen: Seen) -> str:
    name = str(GROUPS.get(seen["group"], seen["group"]))
    if seen["week"] < 2:
        return name
    return _("%(name)s, %(week)d to the department in 7 days") % {
        "name": name,
        "week": seen["week"],
    }


def _tier(seen: Seen) -> str:
    return str(TIER_WORDS[tier_number(seen["tier"])])


def _measure(seen: Seen) -> str:
    n = int(seen["value"])
    if seen["name"] == "people":
        return ngettext("%(n)d person concerned", "%(n)d people concerned", n) % {"n": n}
    if seen["name"] == "broken_here":
        return ngettext("%(n)d promise broken", "%(n)d promises broken", n) % {"n": n}
    return f"{line_name(seen['name'])} {seen['value']:g}"


def _surge(seen: Seen) -> str:
    words = _("%(now)d in 24 hours, %(before)d the day before") % seen
    if seen["before"]:
        return f"{words} ({signed(100 * seen['growth'])}%)"
    if "mean" in seen:
        return words + _(", usual %(mean)s") % {"mean": f"{seen['mean']:.1f}"}
    return words


def _new_cluster(seen: Seen) -> str:
    count = ngettext("%(n)d complaint in 24 hours", "%(n)d complaints in 24 hours", seen["now"])
    return _("never heard in 30 days, ") + count % {"n": seen["now"]}


def _flood(seen: Seen) -> str:
    return _("more than %(most)d in %(minutes)d minutes, told together") % seen


SAID: Mapping[str, Callable[[Seen], str]] = {
    "combo": _combo,
    "credible": _credible,
    "repeat": _repeat,
    "channel": _channel,
    "tier": _tier,
    "unheard": _tier,
    "measure": _measure,
    "surge": _surge,
    "new_cluster": _new_cluster,
    "flood": _flood,
}

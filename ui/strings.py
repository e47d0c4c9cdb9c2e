"""Words the scripts say. They are translated here and travel to the browser as JSON."""

from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def js_strings() -> SafeString:
    """`<script type="application/json" id="js-strings">`, read by static/js/core.js."""
    return json_script(words(), "js-strings")


def words() -> dict[str, str]:
    return {
        "late": _("%(time)s late"),
        "left": _("%(time)s left"),
        "hm": _("%(hours)dh %(minutes)02dm"),
        "d": _("%(days)dd"),
        "dh": _("%(days)dd %(hours)dh"),
        "live": _("Live"),
        "reconnecting": _("Reconnecting"),
        "polling": _("Polling"),
        "undo": _("Undo"),
        "retry": _("Retry"),
        "copied": _("Copied"),
        "failed": _("That did not work. Nothing was changed."),
        "offline": _("The network is down. Nothing was changed."),
        "refused": _("You may not do that."),
        "gone": _("This is no longer there. Reload the page."),
        "conflict": _("Somebody else changed this. Reload to see the difference."),
        "waiting": _("%(n)s new, click to show"),
        "chosen": _("%(n)s selected"),
        "time": _("Time"),
        "forecast": _("Forecast"),
        "usual": _("Usual range"),
        "surge": _("Surge"),
        "now": _("Now"),
        "threshold": _("Threshold"),
        "empty": _("Nothing to draw yet"),
        "table": _("Show as table"),
        "chart": _("Show as chart"),
    }

"""A combination of the lexicon in words: which groups of words must meet, and what that adds."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentiment.engine.expression import TOKEN, ExpressionError, compile_rule
from sentiment.models.reading import EMOTIONS
from sentiment.names import CONTEXT, FLAGS, GROUPS

CLAIM = gettext_lazy("demand far above the loss")
NAMES: Mapping[str, Any] = {**GROUPS, **CONTEXT, **dict(EMOTIONS), "CLAIM10X": CLAIM}
ABNORMAL = {"ABNORMAL": CLAIM}


def condition(rule: Mapping[str, Any]) -> str:
    """When a rule fires: 'deadline' near 'media exposure' … Nothing where it can't be read."""
    try:
        compile_rule(rule["expression"])
    except (ExpressionError, KeyError):
        return ""
    said = _Words(rule["expression"]).either()
    if window := rule.get("window"):
        return _("%(said)s, at most %(n)s characters apart") % {"said": said, "n": window}
    return said


def effect(rule: Mapping[str, Any], floors: Mapping[str, Any]) -> str:
    """What a rule that fires adds to a complaint."""
    said = [_("adds %(n)s points") % {"n": rule.get("points", 0)}]
    if floor := rule.get("floor"):
        said.append(_("tier at least %(tier)s") % {"tier": floors.get(floor, floor)})
    if flags := rule.get("flags"):
        names = [str((FLAGS | ABNORMAL).get(flag, flag)) for flag in flags]
        said.append(_("marked as %(flags)s") % {"flags": "、".join(names)})
    return _(", ").join(said)


class _Words:
    """Reads an expression as the engine does, and says it; only whole expressions come here."""

    def __init__(self, expression: str) -> None:
        self.tokens = [found[0].strip() for found in TOKEN.finditer(expression.rstrip())]

    def either(self) -> str:
        return self._joined(self.both, "|", _either)

    def both(self) -> str:
        return self._joined(self.atom, "&", _both)

    def _joined(self, part: Callable[[], str], mark: str, join: Callable[[str, str], str]) -> str:
        said = part()
        while self.next_is(mark):
            said = join(said, part())
        return said

    def next_is(self, mark: str) -> bool:
        """Take the mark if it comes next."""
        if self.tokens[:1] != [mark]:
            return False
        self.tokens.pop(0)
        return True

    def atom(self) -> str:
        first = self.tokens.pop(0)
        if first == "(":
            return self._bracket()
        return self._some(first) if first.isdigit() else self._name(first)

    def _bracket(self) -> str:
        said = self.either()
        self.next_is(")")
        return _("(%(said)s)") % {"said": said}

    def _some(self, count: str) -> str:
        self.tokens[:2] = []  # of, (
        parts = [self.atom()]
        while self.next_is(","):
            parts.append(self.atom())
        self.next_is(")")
        return _("at least %(n)s of: %(said)s") % {"n": count, "said": "、".join(parts)}

    def _name(self, code: str) -> str:
        limits = []
        if self.next_is(">="):
            limits.append(_("weight %(n)s or more") % {"n": self.tokens.pop(0)})
        if self.next_is(":own"):
            limits.append(_("said of oneself"))
        said = _("“%(group)s”") % {"group": NAMES.get(code, code)}
        if limits:
            return _("%(said)s (%(limits)s)") % {"said": said, "limits": _(", ").join(limits)}
        return said


def _either(one: str, other: str) -> str:
    return _("%(one)s or %(other)s") % {"one": one, "other": other}


def _both(one: str, other: str) -> str:
    return _("%(one)s together with %(other)s") % {"one": one, "other": other}

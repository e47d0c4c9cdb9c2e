"""One combination of the lexicon's draft, with an expression that people write."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentiment.engine.expression import TOKEN, ExpressionError, compile_rule
from sentiment.engine.reading import EMOTIONS
from sentiment.engine.vocabulary import vocabulary
from sentiment.models import LexCombo
from sentiment.names import FLAGS as NAMES
from sentiment.names import GROUPS

FLOORS = [
    ("", gettext_lazy("none")),
    ("SENSITIVE", gettext_lazy("sensitive")),
    ("HIGH", gettext_lazy("high risk")),
    ("CRISIS", gettext_lazy("crisis")),
]
FLAGS = NAMES | {"ABNORMAL": gettext_lazy("demand far above the loss")}
COMPUTED = ("CLAIM10X", *EMOTIONS)
NAME = re.compile(r"[A-Z][A-Z0-9_]*")
EXPECTED = re.compile(r"^Expected (.+?) in .*, got '(.*)'\.$", re.S)
BEFORE = re.compile(r"(?:before|Unexpected) '(.*?)'(?: in .*)?\.$", re.S)


class ComboForm(forms.ModelForm):
    """The rule's parts as fields; the expression is read by the engine before it is kept."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=8,
        validators=[
            RegexValidator(r"^[A-Z][A-Z0-9]{1,7}$", gettext_lazy("Capitals and digits, as in C21."))
        ],
    )
    expression = forms.CharField(
        label=gettext_lazy("Expression"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    window = forms.IntegerField(
        label=gettext_lazy("Window in characters"), required=False, min_value=1, max_value=2000
    )
    floor = forms.ChoiceField(label=gettext_lazy("Tier at least"), choices=FLOORS, required=False)
    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Flags"),
        required=False,
        choices=list(FLAGS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    points = forms.IntegerField(label=gettext_lazy("Points"), min_value=0, max_value=10, initial=5)

    class Meta:
        model = LexCombo
        fields = ("code", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        combo: LexCombo | None = kwargs.get("instance")
        if combo is not None:
            kwargs["initial"] = combo.rule | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if combo is not None:
            self.fields["code"].disabled = True
            self._keep_flags(combo)

    def _keep_flags(self, combo: LexCombo) -> None:
        """A flag we have no word for stays choosable, so that saving loses nothing."""
        field = self.fields["flags"]
        strange = [flag for flag in combo.rule.get("flags", ()) if flag not in FLAGS]
        field.choices = [*FLAGS.items(), *((flag, flag) for flag in strange)]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if self.instance._state.adding and LexCombo.objects.filter(pk=code).exists():
            raise forms.ValidationError(_("There is a combination with this code already."))
        return code

    def clean_expression(self) -> str:
        expression = " ".join(self.cleaned_data["expression"].split())
        if mistake := wrong_expression(expression):
            raise forms.ValidationError(mistake)
        return expression

    def _post_clean(self) -> None:
        """The rule is put together before the model checks itself."""
        given = self.cleaned_data
        if "expression" in given:
            self.instance.rule = {
                "expression": given["expression"],
                "window": given.get("window"),
                "floor": given.get("floor") or None,
                "flags": given.get("flags") or [],
                "points": given.get("points") or 0,
                "reason": self.instance.rule.get("reason", "") if self.instance.rule else "",
            }
        super()._post_clean()  # type: ignore[misc]


def known_names() -> frozenset[str]:
    """What an expression may ask for: groups, context words, what is computed."""
    return frozenset((*GROUPS, *vocabulary().words, *COMPUTED))


def wrong_expression(expression: str) -> str:
    """What is wrong with an expression, in the reader's language; empty when it can be used."""
    try:
        compile_rule(expression)
    except ExpressionError as error:
        return _in_words(expression, str(error))
    unknown = [name for name in NAME.findall(expression) if name not in known_names()]
    if unknown:
        return _("Nothing is called %(names)s.") % {"names": "、".join(dict.fromkeys(unknown))}
    return ""


def _in_words(expression: str, told: str) -> str:
    at = 0
    while at < len(expression) and (match := TOKEN.match(expression, at)):
        at = match.end()
    if at < len(expression):
        return _("Character %(place)d, “%(mark)s”, can't be read.") % {
            "place": at + 1,
            "mark": expression[at:].strip()[:1],
        }
    if found := EXPECTED.match(told):
        if not found[2]:
            return _("The expression ends too early.")
        return _("“%(needed)s” is missing before “%(got)s”.") % {
            "needed": found[1],
            "got": found[2],
        }
    if found := BEFORE.search(told):
        return _("“%(got)s” stands where a name is needed or nothing more.") % {"got": found[1]}
    return _("The expression can't be read.")

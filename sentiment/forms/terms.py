"""One term of the lexicon's draft."""

import re
from re import _parser as parser  # type: ignore[attr-defined]  # sees what a pattern repeats
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentiment.engine.fold import fold
from sentiment.models import LexTerm
from sentiment.names import GROUPS
from sentiment.scopes import CHANNEL_GROUPS, line_choices

WEIGHTS = [
    (1, gettext_lazy("1 weak hint")),
    (2, gettext_lazy("2 mild")),
    (3, gettext_lazy("3 clear")),
    (4, gettext_lazy("4 strong")),
    (5, gettext_lazy("5 act now")),
]
LONE = re.compile(r"[0-9a-z\W_]")
REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}


class TermForm(forms.ModelForm):
    """A wrong word is told beside its field, in the reader's language."""

    group = forms.ChoiceField(label=gettext_lazy("Group"))
    weight = forms.TypedChoiceField(
        label=gettext_lazy("Weight"), choices=WEIGHTS, coerce=int, initial=3
    )
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Business lines"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channel groups"),
        required=False,
        choices=list(CHANNEL_GROUPS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = LexTerm
        fields = (
            "term", "group", "weight", "kind", "lines", "channels",
            "valid_from", "valid_to", "note",
        )  # fmt: skip
        labels = {"kind": gettext_lazy("Kind")}
        widgets = {
            "term": forms.TextInput(attrs={"autocomplete": "off"}),
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_to": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, focus: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if focus or self.instance.pk:
            self.fields["term"].widget.attrs["autofocus"] = True
        group, lines = self.fields["group"], self.fields["lines"]
        group.choices = list(GROUPS.items())  # type: ignore[attr-defined]
        lines.choices = line_choices()  # type: ignore[attr-defined]

    @property
    def scoped(self) -> bool:
        """Whether the part for scope and validity should stand open."""
        names = ("lines", "channels", "valid_from", "valid_to", "note")
        return any(self[name].value() or self[name].errors for name in names)

    def clean_term(self) -> str:
        term = self.cleaned_data["term"].strip()
        if not term:
            raise forms.ValidationError(_("Write the word."))
        return term

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if term := given.get("term"):
            mistake = _wrong_pattern(term) if given.get("kind") == "regex" else _wrong_word(term)
            if mistake:
                self.add_error("term", mistake)
            elif self._known(given.get("group", ""), term):
                self.add_error("term", _("This group has the word already, perhaps retired."))
        start, end = given.get("valid_from"), given.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("It ends before it begins."))
        return given

    def _known(self, group: str, term: str) -> bool:
        """The same word in another width, case or script is the same word."""
        others = LexTerm.objects.filter(group=group).exclude(pk=self.instance.pk)
        return fold(term) in {fold(word) for word in others.values_list("term", flat=True)}


def _wrong_word(term: str) -> str:
    parts = fold(term).split("…")
    if len(parts) > 2 or not all(part.strip() for part in parts):
        return _("“…” may stand once, between two words.")
    if LONE.fullmatch(fold(term)):
        return _("A single letter, digit or mark would be found everywhere.")
    return ""


def _wrong_pattern(pattern: str) -> str:
    try:
        tree = parser.parse(pattern)
    except re.error as error:
        place = (error.pos or 0) + 1
        return _("The pattern can't be read at character %(place)d.") % {"place": place}
    if tree.getwidth()[0] == 0:
        return _("The pattern finds nothing at all everywhere: let it ask for a character.")
    if _nested(tree, 0):
        return _("A repetition inside a repetition can take forever; write it without.")
    return ""


def _nested(tree: Any, depth: int) -> bool:
    """Whether an endless repetition stands inside another one."""
    for name, value in tree:
        endless = str(name) in REPEATS and value[1] == parser.MAXREPEAT
        if endless and depth:
            return True
        if any(_nested(each, depth + endless) for each in _inside(value)):
            return True
    return False


def _inside(value: Any) -> list[Any]:
    if isinstance(value, parser.SubPattern):
        return [value]
    if isinstance(value, list | tuple):
        return [inner for each in value for inner in _inside(each)]
    return []

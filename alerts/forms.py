"""The form of an alert rule: one labelled field for each parameter, one row for each step."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain.catalogue import RuleError, build_rule, kinds
from alerts.domain.ladder import LadderError, check_ladder
from alerts.domain.schema import Parameter
from alerts.models import AlertRule
from alerts.parameters import BEGIN, KINDS, LABELS, ROLES, TIER_CHOICES, choices, problem

MORE_STEPS, MOST_STEPS = 2, 8
OWN = (
    "code", "name_zh", "name_en", "severity", "active", "ack_minutes", "cooldown_minutes",
    "gather_from", "gather_minutes", "source",
)  # fmt: skip


class RuleForm(forms.ModelForm):
    """What is common to all rules. `form_for` adds the parameters of one."""

    added = forms.ChoiceField(
        label=gettext_lazy("Add a condition"),
        required=False,
        help_text=gettext_lazy("Its parameters appear after saving."),
        choices=[("", "—"), *KINDS.items()],
    )
    stored: Sequence[Mapping[str, Any]] = ()
    steps = 0

    class Meta:
        model = AlertRule
        fields = OWN
        widgets = {"source": forms.Textarea(attrs={"rows": 3, "maxlength": 200})}

    def clean(self) -> dict[str, Any]:
        """Put conditions and ladder together, and ask the domain whether they make a rule."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance._state.adding:  # something sound for the model's own check to look at
            self.instance.conditions, self.instance.ladder = [], [{"minutes": 0, "role": "officer"}]
        if not self.errors:
            self._take_conditions(cleaned)
            self._take_ladder(cleaned)
        return cleaned

    def _take_conditions(self, cleaned: Mapping[str, Any]) -> None:
        conditions = [
            {"kind": each["kind"]} | _given(number, each["kind"], cleaned)
            for number, each in enumerate(self.stored)
            if not cleaned.get(f"c{number}_remove")
        ]
        if kind := cleaned.get("added"):
            conditions.append({"kind": kind, **BEGIN[kind]})
        try:
            build_rule("", conditions)
        except RuleError as error:
            self.add_error(None, problem(error))
        else:
            self.instance.conditions = conditions

    def _take_ladder(self, cleaned: Mapping[str, Any]) -> None:
        rows = [
            (cleaned.get(f"s{n}_minutes"), cleaned.get(f"s{n}_role")) for n in range(self.steps)
        ]
        ladder = [{"minutes": minutes or 0, "role": role} for minutes, role in rows if role]
        try:
            check_ladder(ladder)
        except LadderError as error:
            self.add_error("s0_minutes", problem(error))
        else:
            self.instance.ladder = ladder


def form_for(rule: AlertRule | None) -> type[RuleForm]:
    """The form of this rule, or of a new one."""
    stored = rule.conditions if rule else []
    ladder = rule.ladder if rule else []
    steps = min(len(ladder) + MORE_STEPS, MOST_STEPS)
    parts: dict[str, Any] = {"stored": stored, "steps": steps}
    for number, each in enumerate(stored):
        parts |= dict(_condition_fields(number, each))
    for number in range(steps):
        parts |= _step_fields(number, ladder[number] if number < len(ladder) else {})
    return type("RuleForm", (RuleForm,), parts)


def names_of(rule: AlertRule | None) -> tuple[list[tuple[str, list[str]]], list[tuple[str, str]]]:
    """The fields of each condition with its title, and those of each step, as they stand."""
    form = form_for(rule)
    conditions = [
        (str(KINDS[each["kind"]]), [*_names(number, each["kind"]), f"c{number}_remove"])
        for number, each in enumerate(form.stored)
    ]
    return conditions, [(f"s{n}_minutes", f"s{n}_role") for n in range(form.steps)]


def _names(number: int, kind: str) -> list[str]:
    return [f"c{number}_{name}" for name in kinds[kind].schema.parameters]


def _condition_fields(number: int, stored: Mapping[str, Any]) -> Iterator[tuple[str, forms.Field]]:
    kind = stored["kind"]
    for name, parameter in kinds[kind].schema.parameters.items():
        value = stored.get(name, None if parameter.needed else parameter.default)
        yield f"c{number}_{name}", _field(kind, name, parameter, value)
    yield (
        f"c{number}_remove",
        forms.BooleanField(label=_("Take this condition away"), required=False),
    )


def _field(kind: str, name: str, parameter: Parameter, value: Any) -> forms.Field:
    label, unit = LABELS[kind, name]
    usual: dict[str, Any] = {
        "label": label,
        "help_text": unit,
        "required": parameter.needed,
        "initial": value,
    }
    if parameter.shape == "number":
        return forms.FloatField(min_value=parameter.least, max_value=parameter.most, **usual)
    if parameter.shape == "tier":
        return forms.ChoiceField(choices=TIER_CHOICES, **usual)
    options = choices(kind, name, value)
    if parameter.shape == "codes":
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, **usual
        )
    return forms.ChoiceField(choices=options, **usual)


def _step_fields(number: int, stored: Mapping[str, Any]) -> dict[str, forms.Field]:
    return {
        f"s{number}_minutes": forms.IntegerField(
            label=_("Step %(n)d: after so many minutes") % {"n": number + 1},
            required=False,
            min_value=0,
            initial=stored.get("minutes", 0 if number == 0 else None),
        ),
        f"s{number}_role": forms.ChoiceField(
            label=_("is told"),
            required=False,
            choices=[("", _("nobody (no such step)")), *ROLES.items()],
            initial=stored.get("role", ""),
        ),
    }


def _given(number: int, kind: str, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of which something is said."""
    names = kinds[kind].schema.parameters
    given = {name: _plain(cleaned.get(f"c{number}_{name}")) for name in names}
    return {name: value for name, value in given.items() if value not in (None, "", [])}


def _plain(value: Any) -> Any:
    """A whole number is stored as one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value

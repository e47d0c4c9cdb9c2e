"""The form in which a complaint is registered while the caller speaks."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.domain.intake import NewContact, Person, Problem
from complaints.domain.masking import mask_id, mask_phone
from complaints.forms import callback
from complaints.forms.choices import (
    USUAL_DEMANDS,
    business_line_choices,
    category_choices,
    channel_choices,
    demand_choices,
)
from complaints.forms.problems import message

IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15}")  # GB 11643: 18 characters; 15 before 1999
MASKED = "*"
CORRECTABLE = ("emotion", "polarity", "intensity", "kind")  # judgements of the live reading
FORM_FIELD = {"channel_other": "channel", "external_id": "text", "direction": "text"}


class IntakeForm(forms.Form):
    """Text, channel and demands are needed; everything else can wait.

    `caller_shown` is what the agent sees and types in; once the caller is recognised it holds a
    masked number and `caller` keeps the real one.
    """

    draft = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    occurred_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    caller = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    caller_shown = forms.CharField(label=_("Phone or ID number"), required=False, max_length=200)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    fix_emotion = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    fix_polarity = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    fix_intensity = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    fix_kind = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    join = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    text = forms.CharField(
        label=_("What the complainant says"),
        widget=forms.Textarea,
        error_messages={"required": _("Write down what the complainant says.")},
        strip=False,
    )
    channel = forms.CharField(label=_("Channel"), required=False)
    channel_other = forms.CharField(required=False)
    category = forms.CharField(label=_("Category"), required=False)
    business_line = forms.CharField(label=_("Business line"), required=False)
    product = forms.CharField(label=_("Product"), required=False, max_length=60)
    amount = forms.DecimalField(label=_("Amount"), required=False, max_digits=14, decimal_places=2)
    people = forms.IntegerField(label=_("People affected"), required=False)
    promise = forms.CharField(label=_("Promised call"), required=False)
    promise_at = forms.DateTimeField(
        label=_("Other time"), required=False, input_formats=["%Y-%m-%dT%H:%M"]
    )

    def __init__(self, *args: Any, now: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now or timezone.now()
        self.usual_channels, self.other_channels = channel_choices()
        self.fields["category"].widget = forms.Select(
            choices=[("", _("Not classified yet")), *category_choices()]
        )
        self.fields["business_line"].widget = forms.Select(choices=business_line_choices())
        self.demand_choices = demand_choices()
        self.fields["demands"] = forms.MultipleChoiceField(
            label=_("Demands"),
            choices=self.demand_choices,
            error_messages={"required": _("Choose at least one demand.")},
        )
        self.fields["promise"].widget = forms.Select(choices=self._promise_choices())

    def _promise_choices(self) -> list[tuple[str, str]]:
        """The usual moments, and the one a resumed draft already holds."""
        choices = callback.presets(timezone.localtime(self.now))
        kept = self["promise"].value()
        if kept and kept not in dict(choices):
            choices.append((kept, kept[:16].replace("T", " ")))
        return choices

    @property
    def caller_now(self) -> str:
        return caller_of(self["caller_shown"].value() or "", self["caller"].value() or "")

    @property
    def caller_masked(self) -> str:
        return mask_caller(self.caller_now)

    @property
    def channel_now(self) -> str:
        return self["channel_other"].value() or self["channel"].value() or ""

    @property
    def demands_now(self) -> list[str]:
        return self["demands"].value() or []

    @property
    def usual_demands(self) -> int:
        """The place of the first demand that is not shown at once."""
        return len(USUAL_DEMANDS) + 1

    @property
    def demands_hidden(self) -> bool:
        """Whether one of the rarer demands is chosen, so that they must be shown."""
        return not set(self.demands_now) <= set(USUAL_DEMANDS)

    def clean_promise(self) -> datetime | None:
        """A preset is the moment itself, as ISO text."""
        text = self.cleaned_data["promise"]
        try:
            moment = datetime.fromisoformat(text) if text and text != callback.OTHER else None
        except ValueError as error:
            raise forms.ValidationError(_("Choose one of the times.")) from error
        return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["channel"] = data.get("channel_other") or data.get("channel") or ""
        if not data["channel"]:
            self.add_error("channel", _("Choose how the complaint reached us."))
        other = self.data.get("promise") == callback.OTHER
        data["promised_for"] = data.get("promise_at") if other else data.get("promise")
        if other and not data["promised_for"] and "promise_at" not in self.errors:
            self.add_error("promise", _("Enter the day and time you promised."))
        if data["promised_for"] and data["promised_for"] <= self.now:
            self.add_error(
                "promise", _("The promised time has passed already. Choose a later one.")
            )
        return data

    def contact(self) -> NewContact:
        """What was typed, as every channel hands it to the one service behind all."""
        data = self.cleaned_data
        return NewContact(
            text=data["text"],
            channel=data["channel"],
            occurred_at=data["occurred_at"] or self.now,
            person=person_of(self.caller_now, data["name"].strip()),
            category=data["category"],
            business_line=data["business_line"],
            product=data["product"],
            amount=data["amount"],
            demands=tuple(data["demands"]),
            people=1 if data["people"] is None else data["people"],
            reference=data["join"],
        )

    def against(self) -> dict[str, str]:
        """What the agent says the live reading should have been; empty where nothing was said."""
        data = self.cleaned_data
        return {
            **{name: data[f"fix_{name}"] for name in CORRECTABLE},
            "category": data["category"],
            "demands": ",".join(data["demands"]),
        }

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show what the service would not take beside the field it is about."""
        for problem in problems:
            name = FORM_FIELD.get(problem.field, problem.field)
            self.add_error(name if name in self.fields else None, message(problem))


def caller_of(shown: str, kept: str) -> str:
    """The real number: what was typed, or what is kept behind the mask."""
    return (kept if MASKED in shown else shown).strip()


def person_of(caller: str, name: str = "") -> Person:
    """A person known by phone or by identity number, told apart by their shape."""
    compact = re.sub(r"\s", "", caller)
    if IDENTITY.fullmatch(compact):
        return Person(name=name, id_number=compact.upper())
    return Person(name=name, phone=caller)


def mask_caller(caller: str) -> str:
    """138****5678 or 3******21; empty when nobody is named."""
    compact = re.sub(r"\s", "", caller)
    if not compact:
        return ""
    return mask_id(compact) if IDENTITY.fullmatch(compact) else mask_phone(compact)

"""Forms of what people do with a complaint."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.domain.status import NEXT, Status
from complaints.models import Category, Channel, Complaint, Contact
from complaints.models.complaint import STATUS_LABELS


class StepForm(forms.Form):
    """The next step; only steps that are possible from here are offered."""

    to = forms.ChoiceField(label=_("status"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, complaint: Complaint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["to"]).choices = [
            (s.value, STATUS_LABELS[s.value]) for s in NEXT[Status(complaint.status)]
        ]
        self.fields["version"].initial = complaint.version


class AssignForm(forms.Form):
    """Hand over to a colleague one may hand over to: those of the same department tree."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("owner"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.who_log_in()
        if not user.sees_everything and user.department:
            top = user.department.parent or user.department
            people = people.filter(department__path__startswith=top.path)
        cast("forms.ModelChoiceField", self.fields["owner"]).queryset = people.order_by(
            "staff_no", "username"
        )


class CategoryForm(forms.Form):
    """Confirm or correct the category."""

    category = forms.ModelChoiceField(
        Category.objects.exclude(parent=None).filter(active=True), label=_("category")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ContactForm(forms.ModelForm):
    """Another touch of the same matter."""

    class Meta:
        model = Contact
        fields = ("channel", "direction", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "direction": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        channel = cast("forms.ModelChoiceField", self.fields["channel"])
        channel.queryset = Channel.objects.filter(active=True)

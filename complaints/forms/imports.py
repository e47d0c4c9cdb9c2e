"""Forms of the import desk: bring a file, say what its columns are."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.domain.import_columns import FIELDS, repeated
from complaints.domain.import_rows import Row
from complaints.domain.masking import mask_text
from complaints.forms.choices import business_line_choices
from complaints.imports.words import FIELD_WORDS, mapping_message
from complaints.models import Channel, ImportJob

USUAL = ("text", "received_at", "title", "channel", "name", "phone")  # stand first in the list
COLUMN_FIELDS = (*USUAL, *(field for field in FIELDS if field not in USUAL))
FIELD_OF_CODE = {"no_channel": "channel", "unknown_channel": "channel"}
EXAMPLES = 3


class Column(NamedTuple):
    """One column of the file as the form shows it."""

    number: int
    name: str
    field: BoundField
    examples: list[str]
    twins: str  # numbers of the other columns of this name


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.gz,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"),
        required=False,
        choices=[
            ("", gettext_lazy("find out")),
            ("utf-8", "UTF-8"),
            ("gb18030", "GB18030 / GBK"),
            ("big5", "Big5"),
            ("utf-16", "UTF-16"),
        ],
    )


class ColumnsForm(forms.Form):
    """One choice per column of the file, and what holds for all rows."""

    received_at = forms.DateTimeField(
        label=gettext_lazy("Time of all rows"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    source = forms.CharField(label=gettext_lazy("Name of the source"), max_length=60)

    def __init__(self, *args: Any, job: ImportJob, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.header = job.options["header"]
        self._offer_columns(job)
        self._offer_codes()
        for name in ("channel", "business_line", "source"):
            self.fields[name].initial = job.options.get(name, "")
        if given := job.options.get("received_at"):
            self.fields["received_at"].initial = datetime.fromisoformat(given)

    def _offer_columns(self, job: ImportJob) -> None:
        chosen = {index: field for field, index in job.mapping.items()}
        choices = [("", _("leave out")), *((name, FIELD_WORDS[name]) for name in COLUMN_FIELDS)]
        for index in range(len(self.header)):
            self.fields[f"c{index}"] = forms.ChoiceField(
                choices=choices, required=False, initial=chosen.get(index, "")
            )

    def _offer_codes(self) -> None:
        channels = [(row.code, row.name) for row in Channel.objects.filter(active=True)]
        self.fields["channel"] = forms.ChoiceField(
            label=_("Channel of all rows"), required=False, choices=[("", "—"), *channels]
        )
        self.fields["business_line"] = forms.ChoiceField(
            label=_("Business line of all rows"), required=False, choices=business_line_choices()
        )

    def clean(self) -> dict[str, Any]:
        """No two columns for one field."""
        first: dict[str, int] = {}
        for index in range(len(self.header)):
            field = self.cleaned_data.get(f"c{index}")
            if field and first.setdefault(field, index) != index:
                place = first[field] + 1
                self.add_error(f"c{index}", _("Column %(n)d is this already.") % {"n": place})
        return self.cleaned_data

    def columns(self) -> dict[str, int]:
        """Field → column index, as chosen."""
        chosen = {index: self.cleaned_data.get(f"c{index}") for index in range(len(self.header))}
        return {field: index for index, field in chosen.items() if field}

    def options(self) -> dict[str, str]:
        """What holds for all rows."""
        moment = self.cleaned_data.get("received_at")
        names = ("channel", "business_line", "source")
        given = {name: self.cleaned_data.get(name, "") for name in names}
        return given | {"received_at": moment.isoformat() if moment else ""}

    def refuse(self, code: str, value: str) -> None:
        """Say what makes no sense, beside its field if it has one."""
        self.add_error(FIELD_OF_CODE.get(code), mapping_message(code, value))

    def with_examples(self, sample: Sequence[Row]) -> Iterator[Column]:
        """Every column with its choice and its first cells."""
        sharing = {i: same for same in repeated(self.header).values() for i in same}
        for index, name in enumerate(self.header):
            cells = [row.cells[index] for row in sample if index < len(row.cells)]
            examples = [mask_text(cell.strip())[:40] for cell in cells if cell.strip()]
            others = [str(other + 1) for other in sharing.get(index, ()) if other != index]
            yield Column(index + 1, name, self[f"c{index}"], examples[:EXAMPLES], ", ".join(others))

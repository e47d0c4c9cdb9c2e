"""The shape of what is posted and answered, for the OpenAPI document.

Rows are read by `rows.py`; a test holds both to the same fields.
"""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from complaints.domain.intake import MAX_FIELD, MAX_TEXT
from complaints.models import Complainant, Contact

ROW = (
    ("created", _("stored now")),
    ("known", _("was there already")),
    ("refused", _("not stored, see errors")),
)


class PersonSerializer(serializers.Serializer):
    """Who complains, as far as known. Sealed at rest; never given back, only masked."""

    kind = serializers.ChoiceField(choices=Complainant.KINDS, default=Complainant.PERSON)
    name = serializers.CharField(max_length=MAX_FIELD, required=False)
    phone = serializers.CharField(
        max_length=MAX_FIELD, required=False, help_text=_("The same number is the same person.")
    )
    id_number = serializers.CharField(
        max_length=MAX_FIELD, required=False, help_text=_("The surest way to know a person again.")
    )
    address = serializers.CharField(max_length=MAX_FIELD, required=False)
    birth_year = serializers.IntegerField(min_value=1900, required=False)


class NewContactSerializer(serializers.Serializer):
    """One touch: a call, a letter, a post."""

    text = serializers.CharField(
        max_length=MAX_TEXT,
        help_text=_("What was said. Control characters and lone surrogates become U+FFFD."),
    )
    channel = serializers.CharField(
        max_length=24, help_text=_("Code of a channel, such as PHONE_HOTLINE.")
    )
    occurred_at = serializers.DateTimeField(
        required=False, help_text=_("With time zone; not in the future. Without: now.")
    )
    person = PersonSerializer(required=False)
    title = serializers.CharField(
        max_length=80, required=False, help_text=_("Without: the first clause of the text.")
    )
    category = serializers.CharField(
        max_length=24,
        required=False,
        help_text=_("Code of level 2. Without: suggested by reading."),
    )
    business_line = serializers.CharField(max_length=24, required=False)
    product = serializers.CharField(max_length=60, required=False)
    amount = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, help_text=_("In yuan.")
    )
    demands = serializers.ListField(
        child=serializers.CharField(max_length=24), max_length=50, required=False
    )
    people = serializers.IntegerField(min_value=1, max_value=1_000_000, default=1)
    reference = serializers.CharField(
        max_length=20,
        required=False,
        help_text=_("Of the complaint it belongs to. Without: a new one."),
    )
    external_id = serializers.CharField(
        max_length=120,
        required=False,
        help_text=_("Your number. The same number of the same client is never stored twice."),
    )
    wait_seconds = serializers.IntegerField(min_value=0, max_value=86_400, default=0)
    transfers = serializers.IntegerField(min_value=0, max_value=100, default=0)
    direction = serializers.ChoiceField(choices=Contact.DIRECTIONS, default=Contact.IN)


class TakenSerializer(serializers.Serializer):
    """The contact is stored; reading, portrait and risk follow within seconds."""

    contact_id = serializers.IntegerField()
    reference = serializers.CharField(help_text=_("Of the complaint, such as TS20261122-000123."))
    external_id = serializers.CharField(allow_null=True)
    url = serializers.CharField(help_text=_("Where its result can be read."))


class NewContactsSerializer(serializers.Serializer):
    contacts = serializers.ListField(child=NewContactSerializer(), min_length=1, max_length=1000)


class FieldErrorSerializer(serializers.Serializer):
    field = serializers.CharField(help_text=_("Path of the field, such as person.phone."))
    code = serializers.CharField(help_text=_("Stable, for programs."))
    message = serializers.CharField(help_text=_("In the language of Accept-Language."))


class ResultSerializer(serializers.Serializer):
    """What became of one row."""

    index = serializers.IntegerField(help_text=_("Place in the list, from 0."))
    status = serializers.ChoiceField(choices=ROW)
    contact_id = serializers.IntegerField(allow_null=True)
    reference = serializers.CharField(allow_null=True)
    external_id = serializers.CharField(allow_null=True)
    errors = FieldErrorSerializer(many=True)  # type: ignore[assignment]


class ResultsSerializer(serializers.Serializer):
    created = serializers.IntegerField()
    known = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = ResultSerializer(many=True)


class ProblemSerializer(serializers.Serializer):
    """RFC 9457, application/problem+json."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text=_("Stable, for programs."))
    detail = serializers.CharField(required=False)
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]

"""What a client sees of a complaint. Identities are masked, numbers inside texts too."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from alerts.models import Alert, Risk
from complaints.domain.intake import MAX_TEXT
from complaints.domain.masking import mask_text
from complaints.models import Clock, Complainant, Complaint, Contact
from sentiment.models import Reading

MAX_TEXTS = 100  # read at a time; the body as a whole holds 8 MiB


class ComplainantSerializer(serializers.ModelSerializer):
    """The person, masked."""

    name = serializers.CharField(source="masked_name")
    phone = serializers.CharField(source="masked_phone")

    class Meta:
        model = Complainant
        fields = ("number", "kind", "name", "phone")


class RiskSerializer(serializers.ModelSerializer):
    """`tier` counts: a person's word where there is one, else `machine_tier`."""

    class Meta:
        model = Risk
        fields = (
            *("score", "tier", "machine_tier", "override_reason", "parts", "sums", "floors"),
            *("emotion", "intensity", "rule_version", "assessed_at"),
        )


class ReadingSerializer(serializers.ModelSerializer):
    """What the engine saw in one contact, with people's corrections."""

    detail = serializers.DictField(
        read_only=True,
        help_text=_(
            "The engine’s whole answer: probabilities, second emotion, demands, motive, "
            "evidence with its places in the text, what it is unsure about, versions."
        ),
    )

    class Meta:
        model = Reading
        fields = (
            *("polarity", "emotion", "intensity", "category", "confidence", "demands"),
            *("flags", "combos", "corrected", "engine_version", "lexicon_version", "read_at"),
            "detail",
        )


class ReadingsSerializer(serializers.Serializer):
    """Readings in the order of the texts."""

    results = ReadingSerializer(many=True)


class TextsSerializer(serializers.Serializer):
    """Either `text` or `texts`."""

    text = serializers.CharField(
        max_length=MAX_TEXT,
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text=_("The text to read."),
    )
    texts = serializers.ListField(
        child=serializers.CharField(max_length=MAX_TEXT, allow_blank=True, trim_whitespace=False),
        min_length=1,
        max_length=MAX_TEXTS,
        required=False,
        help_text=_("Texts to read, 1 to 100."),
    )
    channel = serializers.CharField(
        max_length=24,
        required=False,
        help_text=_("As terms of the lexicon may hold for some only."),
    )
    business_line = serializers.CharField(
        max_length=24, required=False, help_text=_("Code of a business line, such as CREDIT.")
    )


class ContactSerializer(serializers.ModelSerializer):
    """One touch; `reading` is null until it was read, a second or so after it came."""

    text = serializers.SerializerMethodField(help_text=_("Long numbers are masked."))
    reading = ReadingSerializer(allow_null=True, read_only=True)

    class Meta:
        model = Contact
        fields = (
            *("id", "channel", "direction", "occurred_at", "text", "wait_seconds", "transfers"),
            *("source", "external_id", "reading"),
        )

    def get_text(self, contact: Contact) -> str:
        return mask_text(contact.text)


class AlertSerializer(serializers.ModelSerializer):
    """One thing that somebody must look at."""

    rule_name = serializers.CharField(source="rule.name")

    class Meta:
        model = Alert
        fields = (
            *("id", "rule", "rule_name", "severity", "title", "status", "outcome", "hits"),
            *("raised_at", "ack_due_at", "acknowledged_at", "closed_at"),
        )


class ClockSerializer(serializers.ModelSerializer):
    """A time limit; `used` is the last warning step passed, in percent."""

    met = serializers.BooleanField(allow_null=True, help_text=_("Null while it runs."))

    class Meta:
        model = Clock
        fields = ("profile", "started_at", "due_at", "stopped_at", "used", "met")


class ComplaintSerializer(serializers.ModelSerializer):
    """One row of the list. `risk` is null until the complaint was assessed."""

    complainant = ComplainantSerializer()
    department = serializers.CharField(source="department.name", allow_null=True)
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    suggested_category = serializers.CharField(source="risk.category_id", allow_null=True)
    risk = RiskSerializer(allow_null=True, read_only=True)

    class Meta:
        model = Complaint
        fields: tuple[str, ...] = (
            *("reference", "title", "status", "channel", "category", "suggested_category"),
            *("business_line", "product", "amount", "demands", "people", "department"),
            *("received_at", "registered_at", "finished_at", "complainant", "risk"),
        )


class ComplaintDetailSerializer(ComplaintSerializer):
    """The whole result; of many contacts and alerts the newest hundred."""

    contacts = ContactSerializer(source="newest_contacts", many=True)
    alerts = AlertSerializer(source="newest_alerts", many=True)
    clocks = ClockSerializer(many=True)

    class Meta(ComplaintSerializer.Meta):
        fields: Any = (*ComplaintSerializer.Meta.fields, "contacts", "alerts", "clocks")

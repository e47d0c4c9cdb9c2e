"""A hundred contacts and what people say of them, for tests of learning."""

from django.utils import timezone

from complaints.domain.intake import NewContact, Person
from complaints.models import Complaint, Contact
from complaints.services import Sender, receive_contacts
from complaints.services.reference_data import load_reference_data
from outbox.models import Delivery
from sentiment.domain.corrections import machine_said
from sentiment.models import Correction, Reading
from sentiment.services import read_contacts
from tests.factories import UserFactory

DISPUTED = "第{n}次了，你们这个年费到底凭什么这样收，多次打电话都没有人给个说法，一直没有解决"
PLAIN = "想咨询第{n}号网点几点开门，谢谢"


def contacts(count: int = 90) -> list[int]:
    """Half of them of one kind, half of another; all read and taken on by somebody."""
    load_reference_data()
    texts = [(DISPUTED if n % 2 else PLAIN).format(n=n) for n in range(count)]
    receipts = receive_contacts(
        [
            NewContact(
                text=text, person=Person(name="张三"), channel="PHONE_HOTLINE",
                occurred_at=timezone.now(),
            )
            for text in texts
        ],
        sender=Sender(UserFactory(officer=True)),
    )  # fmt: skip
    keys = [receipt.contact_id for receipt in receipts if receipt.contact_id]
    Complaint.objects.update(status="accepted")
    read_contacts(keys)
    Delivery.objects.update(status=Delivery.DONE)
    return keys


def people_say(value: str, field: str = "emotion") -> str:
    """All disputed contacts are corrected to a value; returns what the machine had said."""
    by = UserFactory(officer=True)
    rows = Reading.objects.filter(contact__text__startswith="第")
    said = machine_said(rows[0].detail)[field]
    Correction.objects.bulk_create(
        Correction(contact_id=row.pk, field=field, before=said, after=value, by=by) for row in rows
    )
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))
    return said

"""Rows for tests."""

from typing import Any

import factory
from django.utils import timezone

from accounts.models import Department, User
from accounts.services import create_department
from complaints.domain.intake import NewContact, Person
from complaints.models import Complaint
from complaints.services import Receipt, Sender, receive_contact
from complaints.services.reference_data import load_reference_data

WORDS = "客服态度很差，退款一直没有到账，我要打12315投诉。"


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"处理{n}组")
    parent = None

    @classmethod
    def _create(cls, model_class: type[Department], *args: Any, **kwargs: Any) -> Department:
        return create_department(**kwargs)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    role = "agent"
    department = factory.SubFactory(DepartmentFactory)

    class Params:
        supervisor = factory.Trait(role="supervisor")
        officer = factory.Trait(role="officer")
        administrator = factory.Trait(role="administrator", is_staff=True, is_superuser=True)


def receive(text: str = WORDS, *, by: User | None = None, **fields: Any) -> Receipt:
    """One contact through the real way in; loads the reference data it needs."""
    load_reference_data()
    person = fields.pop("person", None) or Person(name="张三", phone=fields.pop("phone", ""))
    sender = fields.pop("sender", None) or Sender(by or UserFactory())
    fields = {"channel": "PHONE_HOTLINE", "occurred_at": timezone.now()} | fields
    return receive_contact(NewContact(text=text, person=person, **fields), sender=sender)


def complaint(text: str = WORDS, **fields: Any) -> Complaint:
    """A registered complaint."""
    return Complaint.objects.get(pk=receive(text, **fields).complaint_id)

"""Surges and new phrases found among real rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.services import create_department
from alerts.models import Alert
from alerts.services.phrases import watch_phrases
from alerts.services.risk import assess_risks
from alerts.services.surges import watch_surges
from complaints.domain.intake import NewContact, Person
from complaints.models import Contact
from complaints.services import Sender, receive_contacts
from complaints.services.reference_data import load_reference_data
from sentiment.services import read_contacts
from tests.alerts.builders import seeded
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def came(
    count: int, *, days_ago: float, sender: Sender, text: str = "多扣了年费", category="FEE03"
):
    """So many complaints of different people, judged."""
    load_reference_data()
    at = NOW - days_ago * DAY
    receipts = receive_contacts(
        [NewContact(text, "APP", at, Person(), category="FEE03") for _ in range(count)],
        sender=sender,
    )
    assess_risks(receipt.complaint_id for receipt in receipts)
    return receipts


@pytest.fixture
def sender():
    seeded()
    return Sender(UserFactory(department=create_department("一组")))


def test_a_surge_is_raised_with_its_numbers_and_department(sender):
    came(2, days_ago=1.5, sender=sender)
    came(9, days_ago=0.5, sender=sender)

    [alert] = watch_surges(now=NOW)

    assert (alert.rule_id, alert.hits, alert.department) == ("A01", 9, sender.user.department)
    assert alert.evidence[0]["seen"] == {"now": 9, "before": 2, "growth": 3.5}
    assert watch_surges(now=NOW) == []


def test_the_same_weekday_explains_a_busy_day(sender):
    for week in range(1, 7):
        came(9, days_ago=7 * week + 0.5, sender=sender)
    came(9, days_ago=0.5, sender=sender)

    assert watch_surges(now=NOW) == []


def test_many_branches_with_few_cases_each_are_one_surge(sender):
    for number in range(4):
        branch = Sender(UserFactory(department=create_department(f"支行{number}")))
        came(1, days_ago=1.5, sender=branch)
        came(4, days_ago=0.5, sender=branch)

    [alert] = watch_surges(now=NOW)

    assert (alert.subject, alert.hits, alert.department) == ("surge:FEE03", 16, None)


def test_yesterdays_surge_is_over(sender):
    came(9, days_ago=1.5, sender=sender)

    assert watch_surges(now=NOW) == []


def said(text: str, count: int, *, days_ago: float, sender: Sender) -> None:
    receipts = came(count, days_ago=days_ago, sender=sender, text=text)
    read_contacts([receipt.contact_id for receipt in receipts])


def test_something_new_that_several_say_is_raised_once(sender):
    said("信用卡年费多扣了", 8, days_ago=9, sender=sender)
    said("信用卡年费多扣了", 6, days_ago=0.5, sender=sender)
    said("星辰宝跑路了", 5, days_ago=0.4, sender=sender)

    [alert] = watch_phrases(now=NOW, least_history=5)

    assert (alert.rule_id, alert.hits) == ("A06", 5)
    assert "星辰" in alert.evidence[0]["seen"]["phrases"]
    assert watch_phrases(now=NOW, least_history=5) == []


def test_a_phrase_of_four_complaints_is_no_cluster(sender):
    said("信用卡年费多扣了", 8, days_ago=9, sender=sender)
    said("星辰宝跑路了", 4, days_ago=0.4, sender=sender)

    assert watch_phrases(now=NOW, least_history=5) == []


def test_one_complainant_who_repeats_is_no_cluster(sender):
    said("信用卡年费多扣了", 8, days_ago=9, sender=sender)
    [receipt] = came(1, days_ago=0.4, sender=sender, text="星辰宝跑路了")
    contact = Contact.objects.get(pk=receipt.contact_id)
    for _ in range(6):
        contact.pk = None
        contact.save()
    read_contacts(list(Contact.objects.values_list("pk", flat=True)))

    assert watch_phrases(now=NOW, least_history=5) == []


def test_without_a_history_everything_would_be_new(sender):
    said("星辰宝跑路了", 9, days_ago=0.4, sender=sender)

    assert watch_phrases(now=NOW) == []
    assert not Alert.objects.exists()

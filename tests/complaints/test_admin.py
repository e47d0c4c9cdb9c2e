import pytest
from django.urls import reverse

from complaints.models import Channel
from complaints.services.reference_data import load_reference_data
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MODELS = ("category", "channel", "businessline", "demandkind", "clockprofile", "businessday")


@pytest.mark.parametrize("model", MODELS)
def test_reference_data_is_listed_for_administrators(client, model):
    load_reference_data()
    client.force_login(UserFactory(administrator=True))

    assert client.get(reverse(f"admin:complaints_{model}_changelist")).status_code == 200


def test_a_name_can_be_edited_and_the_edit_survives_the_next_loading(client):
    load_reference_data()
    client.force_login(UserFactory(administrator=True))
    fields = {"name_zh": "手机银行", "name_en": "App", "group": "SELF", "order": 5, "active": "on"}

    client.post(reverse("admin:complaints_channel_change", args=["APP"]), fields)
    load_reference_data()

    assert Channel.objects.get(pk="APP").name_zh == "手机银行"


def test_a_code_is_never_deleted(client):
    load_reference_data()
    client.force_login(UserFactory(administrator=True))

    answer = client.post(reverse("admin:complaints_channel_delete", args=["APP"]), {"post": "yes"})

    assert answer.status_code == 403
    assert Channel.objects.filter(pk="APP").exists()

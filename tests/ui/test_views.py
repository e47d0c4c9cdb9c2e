import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse


@pytest.fixture
def staff(db):
    return get_user_model().objects.create(username="staff", is_staff=True)


def test_the_style_guide_shows_every_component_to_staff(client, settings, staff):
    settings.DEMO = True
    client.force_login(staff)

    response = client.get(reverse("ui:components"))

    assert response.status_code == 200
    assert " style=" not in response.content.decode()


def test_the_style_guide_is_not_there_in_production(client, settings, staff):
    settings.DEBUG = settings.DEMO = False
    client.force_login(staff)

    assert client.get(reverse("ui:components")).status_code == 404

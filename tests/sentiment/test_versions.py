"""A person decides which version reads; every process follows with its next batch."""

import pytest
from django.test import Client
from django.urls import reverse

from complaints.models import Contact
from sentiment.engine.layer import packed
from sentiment.judged import LABELS
from sentiment.models import EngineSwitch, EngineVersion, Reading, ShadowSample, ShadowTally
from sentiment.services import read_contacts
from sentiment.services.learning import train_candidate
from sentiment.services.versions import (
    VersionError,
    activate,
    base_version,
    roll_back,
    shadow_figures,
    start_shadow,
    stop_shadow,
    versions,
    waiting_version,
)
from tests.factories import UserFactory, receive
from tests.sentiment.learnt import DISPUTED, contacts, people_say

pytestmark = pytest.mark.django_db
TEXT = DISPUTED.format(n=777)


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


@pytest.fixture
def candidate() -> EngineVersion:
    contacts()
    people_say("SAD")
    return train_candidate(waiting_version(None))


def read_new() -> Reading:
    receipt = receive(TEXT)
    read_contacts([receipt.contact_id])
    return Reading.objects.get(pk=receipt.contact_id)


def test_the_delivered_model_reads_until_somebody_switches(candidate):
    assert base_version().status == EngineVersion.ACTIVE
    assert read_new().engine_version.count("+") == 1


def test_a_switch_counts_from_the_next_batch(candidate, admin):
    before = read_new()

    activate(candidate.pk, by=admin)
    after = read_new()

    assert before.emotion != "SAD"
    assert after.emotion == "SAD"
    assert after.engine_version == f"{before.engine_version}+{candidate.name}"


def test_rolling_back_brings_the_version_before(candidate, admin):
    activate(candidate.pk, by=admin)

    back = roll_back(by=admin)

    assert back == base_version()
    assert "+a" not in read_new().engine_version
    assert EngineSwitch.objects.count() == 2


def test_there_is_no_way_back_before_the_first_switch(admin):
    with pytest.raises(VersionError, match="no_way_back"):
        roll_back(by=admin)


def test_at_most_one_version_is_active(candidate, admin):
    activate(candidate.pk, by=admin)

    with pytest.raises(VersionError, match="active"):
        activate(candidate.pk, by=admin)

    assert EngineVersion.objects.filter(status=EngineVersion.ACTIVE).count() == 1


def test_a_version_that_was_not_trained_is_not_switched_to(admin):
    version = waiting_version(admin)

    with pytest.raises(VersionError, match="not_ready"):
        activate(version.pk, by=admin)


def test_a_version_learnt_over_another_model_neither_reads_nor_is_switched_to(candidate, admin):
    activate(candidate.pk, by=admin)
    EngineVersion.objects.filter(pk=candidate.pk).update(base="2020.1.1")

    assert "+a" not in read_new().engine_version
    activate(base_version().pk, by=admin)
    with pytest.raises(VersionError, match="other_model"):
        activate(candidate.pk, by=admin)


def test_in_the_shadow_differences_are_counted_and_nothing_else_changes(candidate):
    start_shadow(candidate.pk)

    reading = read_new()

    figures = shadow_figures(candidate)
    assert reading.emotion != "SAD"
    assert (figures.texts, figures.differ) == (1, 1)
    assert ("emotion", 1) in figures.fields
    sample = ShadowSample.objects.get(field="emotion")
    assert (sample.contact_id, sample.active, sample.candidate) == (
        reading.pk,
        reading.emotion,
        "SAD",
    )


def test_without_a_shadow_nothing_is_counted(candidate):
    start_shadow(candidate.pk)
    stop_shadow()

    read_new()

    assert not ShadowTally.objects.exists()
    candidate.refresh_from_db()
    assert candidate.status == EngineVersion.CANDIDATE


def test_a_new_run_in_the_shadow_counts_anew(candidate):
    start_shadow(candidate.pk)
    read_new()

    start_shadow(candidate.pk)

    assert shadow_figures(candidate) is None


def test_few_samples_are_kept_of_many_differences(candidate):
    start_shadow(candidate.pk)

    read_contacts(list(Contact.objects.values_list("pk", flat=True)))

    figures = shadow_figures(candidate)
    assert figures.differ >= 45
    assert ShadowSample.objects.filter(field="emotion").count() == 40


def test_a_layer_that_was_tampered_with_is_not_switched_to(candidate, admin):
    EngineVersion.objects.filter(pk=candidate.pk).update(data=b"other bytes")
    client = client_of(admin)

    client.post(reverse("sentiment:version", args=[candidate.pk, "activate"]))

    assert base_version().status == EngineVersion.ACTIVE


def test_the_page_shows_both_versions_beside_each_other(candidate, admin):
    start_shadow(candidate.pk)
    read_new()

    page = client_of(admin).get(reverse("sentiment:versions"))

    assert page.status_code == 200
    assert page.context["shown"] == candidate
    verdicts = {line.label: line.disputed.verdict for line in page.context["lines"]}
    assert verdicts[str(LABELS["emotion"])] == "better"
    assert [each.name for each in page.context["rows"]] == [candidate.name, "base"]


def test_a_switch_and_the_way_back_ask_first_and_name_both_versions(candidate, admin):
    asked = page_of(admin)
    activate(candidate.pk, by=admin)
    back = page_of(admin)

    name = candidate.name
    assert f'data-for="switch-{name}"' in asked
    assert f"Switch from base to {name}?" in asked
    assert 'data-for="switch-base"' in back
    assert back.count(f"Switch from {name} to base?") == 2  # by its row and by the way back


def test_every_place_names_the_version_that_is_active_now(candidate, admin):
    start_shadow(candidate.pk)
    read_new()
    activate(candidate.pk, by=admin)

    text, name = page_of(admin), candidate.name
    assert f"{name} beside base" in text
    assert f"{name} is active now" in text
    assert '<th scope="col" class="r">active</th>' not in text


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_costs_the_same_with_many_versions(admin, rows, django_assert_num_queries):
    base_version()
    for number in range(rows):
        EngineVersion.objects.create(
            name=f"a{number}x", kind=EngineVersion.ADAPTED, base="x", made_by=admin,
            status=EngineVersion.CANDIDATE,
        )  # fmt: skip
    client = client_of(admin)
    client.get(reverse("sentiment:versions"))

    with django_assert_num_queries(9):
        client.get(reverse("sentiment:versions"))


def test_training_and_switching_from_the_page(candidate, admin):
    client = client_of(admin)

    client.post(reverse("sentiment:version", args=[candidate.pk, "shadow"]))
    client.post(reverse("sentiment:version", args=[candidate.pk, "activate"]))
    client.post(reverse("sentiment:train"))
    client.post(reverse("sentiment:train"))

    statuses = sorted(each.status for each in versions())
    assert statuses == sorted([EngineVersion.ACTIVE, EngineVersion.RETIRED, EngineVersion.WAITING])


def test_without_enough_corrections_nothing_is_trained(admin):
    answer = client_of(admin).post(reverse("sentiment:train"), follow=True)

    assert "目前没有哪一项的更正足够训练。" in answer.content.decode()
    assert not EngineVersion.objects.filter(status=EngineVersion.WAITING).exists()


@pytest.mark.parametrize("kind", ["agent", "supervisor", "officer"])
def test_nobody_else_finds_the_versions(candidate, kind):
    client = client_of(UserFactory(role=kind))
    addresses = [
        reverse("sentiment:versions"), reverse("sentiment:train"), reverse("sentiment:roll_back"),
        reverse("sentiment:rescore"), reverse("sentiment:version", args=[candidate.pk, "activate"]),
    ]  # fmt: skip

    assert {client.post(address).status_code for address in addresses[1:]} == {404}
    assert client.get(addresses[0]).status_code == 404


def test_a_layer_without_weights_changes_nothing(candidate, admin):
    plain = read_new()
    layer, digest = packed(type("Empty", (), {"arrays": {}})())
    EngineVersion.objects.filter(pk=candidate.pk).update(data=layer, sha256=digest)

    activate(candidate.pk, by=admin)

    assert read_new().emotion == plain.emotion


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user) -> str:
    address = reverse("sentiment:versions")
    return client_of(user).get(address, headers={"Accept-Language": "en"}).content.decode()

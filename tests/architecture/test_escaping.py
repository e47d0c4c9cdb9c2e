"""Whatever somebody writes is shown as they wrote it, and is never markup."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.html import escape

from complaints.imports import jobs
from complaints.models import ImportJob
from config.local.paths import ROOT
from tests.architecture.test_visibility import LISTS, OBJECTS, QUESTIONS, ROLES, filled
from tests.factories import UserFactory
from tests.journeys.world import build_world

pytestmark = pytest.mark.django_db
PROBE = "<b id=x>\"'</b>"
OURS = ("accounts", "complaints", "sentiment", "profiling", "alerts", "outbox")
STRUCTURE = {  # texts that the program itself writes and reads
    "path", "subject", "password", "username", "source", "kind", "subscriber", "group",
    "emotion", "action", "basis", "hash", "phone_hash", "id_hash", "external_id", "status", "unit",
    "ImportJob.error", "part", "starts_when", "code", "why", "field", "value", "what", "sha",
    "state", "reference",
}  # fmt: skip


def written(model: type[models.Model]) -> list[str]:
    """The free texts of a model: no choices, no keys, nothing that must be unique."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.primary_key or field.unique)
        and (field.max_length or len(PROBE)) >= len(PROBE)
        and not {field.name, f"{model.__name__}.{field.name}"} & STRUCTURE
    ]


def infect() -> int:
    """Write markup into every free text of every row; returns how many fields there are."""
    count = 0
    for model in apps.get_models():
        if model._meta.app_label in OURS and not model.__name__.endswith("History"):
            names = written(model)
            if names:
                model._default_manager.update(**dict.fromkeys(names, PROBE))
            count += len(names)
    return count


def pages(world) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page one can look at, with every question we know."""
    for name in [*LISTS, *ROLES]:
        for question in QUESTIONS.get(name, [{}]):
            yield reverse(name), filled(question, world)
    for name, arguments in OBJECTS.items():
        yield reverse(name, kwargs=filled(arguments, world)), {}


def test_no_text_of_anybody_becomes_markup(client):
    world = build_world()
    assert infect() > 20
    client.force_login(UserFactory(administrator=True))
    raw, shown = [], 0

    for url, question in pages(world):
        answer = client.get(url, question)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        text = answer.content.decode()
        shown += escape(PROBE) in text
        if "<b id=x>" in text:
            raw.append(url)

    assert raw == []
    assert shown > 8


def test_the_name_of_an_uploaded_file_is_no_markup(client):
    user = UserFactory(administrator=True)
    job = jobs.bring(["内容\n客服态度差\n".encode()], name=f"{PROBE}.csv", author=user)
    client.force_login(user)

    for url in (reverse("complaints:imports"), reverse("complaints:import", args=[job.pk])):
        text = client.get(url).content.decode()
        assert escape(ImportJob.objects.get().name) in text
        assert "<b id=x>" not in text


def test_scripts_never_parse_markup():
    """Text from the server reaches a page as text, or as a part the server has escaped."""
    sources = (ROOT / "static" / "js").glob("*.js")
    words = ("innerHTML", "outerHTML =", "insertAdjacentHTML", "document.write", "eval(")

    found = [
        f"{file.name}: {word}"
        for file in sources
        for word in words
        if word in file.read_text(encoding="utf-8")
    ]

    assert found == []

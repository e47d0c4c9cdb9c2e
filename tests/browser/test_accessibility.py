"""axe-core finds nothing serious on any page, with data on it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from alerts.services.review import acknowledge
from complaints.imports import jobs
from tests.browser.axe import violations
from tests.factories import UserFactory, receive
from tests.journeys.world import TEXT, World, build_world, work_off

MATTERS = (
    ("App 昨天升级以后一直闪退，转账都转不了。", "APP", "13800000001"),
    ("钱都没了，我不想活了，我现在就在楼顶。", "PHONE_HOTLINE", "13800000002"),
    ("谢谢你们，问题当天就解决了，非常满意。", "WECHAT_OA", ""),
    ("年费重复扣了96元，打了三次电话没人管，再不退我就去12378。", "REG_NFRA", "13800000001"),
)


@pytest.fixture
def world(site) -> World:
    """Cases of all kinds, alerts that wait and one that is held, imports before and after."""
    world = build_world()
    for text, channel, phone in MATTERS:
        receive(text, channel=channel, phone=phone, by=world.owner)
    work_off()
    acknowledge(world.alert.pk, by=world.leader)
    return world


def pages(world: World) -> dict[str, str]:
    waiting = jobs.bring(
        ["内容,时间,电话\n多扣了钱,2026/1/6,13800138000\n,昨天,\n".encode()],
        name="waiting.csv",
        author=world.officer,
    )
    return {
        "cockpit": "/insights/dashboard/?period=30d",
        "complaints": "/insights/complaints/?view=all",
        "nothing found": "/insights/complaints/?q=XYZ",
        "complaint": f"/complaints/{world.case.reference}/",
        "risk": f"/alerts/risk/{world.case.pk}/",
        "portraits": "/profiling/",
        "portrait": f"/profiling/{world.case.complainant_id}/",
        "alerts": "/alerts/",
        "tasks": "/complaints/work/",
        "imports": "/complaints/imports/",
        "columns": f"/complaints/imports/{waiting.pk}/",
        "import": f"/complaints/imports/{world.job.pk}/",
        "preferences": "/accounts/preferences/",
        "language engine": "/language/",
        "classes of two levels": "/language/?head=category",
        "drift": "/language/drift/",
        "beside SnowNLP": "/language/compare/",
        "lexicon": "/language/lexicon/?q=曝光",
        "combinations": "/language/lexicon/combinations/",
        "versions of the lexicon": "/language/lexicon/versions/",
        "words": "/language/words/?part=figures",
        "new words": "/language/words/new/",
        "API": "/api/v1/docs/",
        "missing": "/complaints/TS20000101-000000/",
    }


def found_on(page: Page, addresses: dict[str, str]) -> list[str]:
    found = []
    for name, address in addresses.items():
        page.goto(address, wait_until="load")
        expect(page.locator(".htmx-request")).to_have_count(0)
        found += [f"{name} {each}" for each in violations(page)]
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_pages_of_an_officer(page: Page, world: World, log_in: Callable[[User], None], half: int):
    log_in(world.officer)
    names = dict(list(pages(world).items())[half::2])

    assert found_on(page, names) == []


def test_pages_of_an_agent_and_an_administrator(
    page: Page, world: World, log_in: Callable[[User], None], settings
):
    settings.DEMO = True
    log_in(world.owner)
    found = found_on(page, {"tasks": "/complaints/work/", "alerts": "/alerts/"})

    page.goto("/complaints/new/", wait_until="load")
    page.locator("#id_text").focus()
    page.keyboard.insert_text(TEXT)
    expect(page.locator("#assist .sj-kpi").first).not_to_have_text("0")
    found += violations(page)

    log_in(UserFactory(administrator=True))
    found += found_on(page, {"state": "/outbox/", "parts": "/ui/components/"})
    assert found == []


def test_pages_without_a_log_in(page: Page, site: str, settings):
    settings.DEMO = True

    found = found_on(page, {"log in": "/accounts/login/?next=/alerts/"})

    assert found == []

"""判断有误 by keyboard: the form opens in place, the page does not change, the focus stays."""

import pytest
from playwright.sync_api import Page, expect

from complaints.domain.status import Status
from complaints.models import Complaint
from complaints.services.reference_data import load_reference_data
from sentiment.models import Correction, EngineVersion, Reading
from sentiment.services import read_contacts
from sentiment.services.versions import base_version
from tests.browser.axe import violations
from tests.factories import UserFactory, receive

WORDS = "我的信用卡被重复扣年费96元，打了三次电话没人管，再不退我就打12378投诉！"


@pytest.fixture
def reading(site, log_in) -> Reading:
    officer = UserFactory(officer=True)
    log_in(officer)
    load_reference_data()
    receipt = receive(WORDS)
    read_contacts([receipt.contact_id])
    return Reading.objects.select_related("complaint").get()


def test_a_judgement_is_corrected_and_taken_back_by_keyboard(page: Page, reading):
    page.goto(f"/complaints/{reading.complaint.reference}/")
    address, place = page.url, page.locator(f"#j-{reading.pk}-emotion")

    place.locator(".sj-wrong").press("Enter")
    expect(place.locator("select")).to_be_focused()
    place.locator("select").select_option("HELPLESS")
    place.locator("select").press("Enter")
    expect(place.locator(".sj-tag")).to_be_visible()
    expect(place.locator(".sj-wrong")).to_be_focused()
    kept = Correction.objects.in_force().values_list("field", "after").get()

    place.locator("button").press("Enter")
    expect(place.locator(".sj-tag")).to_have_count(0)

    assert kept == ("emotion", "HELPLESS")
    assert page.url == address
    assert not Correction.objects.in_force().exists()


def test_what_follows_from_a_correction_is_shown_at_once(page: Page, reading, worker):
    worker.settle()
    page.goto(f"/complaints/{reading.complaint.reference}/")
    expect(page.locator("[data-live-state]:not(.off)")).to_be_attached()
    page.evaluate("window.neverReloaded = true")
    facts, bars = page.locator("#case-facts"), page.locator("#portrait-panel")
    machine = page.locator("#timeline .sj-emo-n").first.inner_text()
    drawn = bars.inner_text()

    fix(page, f"#j-{reading.pk}-category", "FUL01")
    expect(facts.locator("dl")).to_contain_text("delivery")
    fix(page, f"#j-{reading.pk}-emotion", "SAD")
    expect(page.locator("#timeline .sj-emo-n").first).not_to_have_text(machine)
    expect(page.locator(f"#j-{reading.pk}-emotion .sj-wrong")).to_be_focused()
    expect(bars).not_to_have_text(drawn, timeout=20_000)

    assert page.evaluate("window.neverReloaded")
    page.locator("[data-key=a]").click()  # with the version as it is now
    page.wait_for_load_state()
    assert Complaint.objects.get().status == Status.ACCEPTED.value


def fix(page: Page, place: str, value: str) -> None:
    page.locator(f"{place} .sj-wrong").press("Enter")
    page.locator(f"{place} select").select_option(value)
    page.locator(f"{place} select").press("Enter")
    expect(page.locator(f"{place} .sj-tag")).to_be_visible()


def test_escape_leaves_a_judgement_as_it_was(page: Page, reading):
    page.goto(f"/complaints/{reading.complaint.reference}/")
    place = page.locator(f"#j-{reading.pk}-category")

    place.locator(".sj-wrong").press("Enter")
    expect(place.locator("select")).to_be_focused()
    place.locator("select").press("Escape")

    expect(place.locator(".sj-wrong")).to_be_focused()
    assert not Correction.objects.exists()


def test_the_live_reading_is_corrected_without_losing_the_place(page: Page, site, log_in):
    log_in(UserFactory())
    receive(WORDS)
    page.goto("/complaints/new/")
    page.locator("#id_text").fill(WORDS)
    page.locator("#fix summary").click()

    page.locator("#fix-emotion-HELPLESS").press("Enter")
    expect(page.locator("#fix .sj-tag")).to_be_visible()
    page.wait_for_timeout(600)  # an answer that was on its way when the key was pressed

    expect(page.locator("#fix-emotion-HELPLESS")).to_be_focused()
    expect(page.locator("#fix-emotion-HELPLESS")).to_have_attribute("aria-pressed", "true")
    assert page.locator("#id_fix_emotion").input_value() == "HELPLESS"
    page.wait_for_load_state("networkidle")  # the rows go away when the test ends


def test_a_question_about_a_switch_stays_open_when_news_come(page: Page, site, log_in):
    log_in(UserFactory(administrator=True))
    base = base_version()
    EngineVersion.objects.create(
        name="a9", kind=EngineVersion.ADAPTED, base=base.base, status=EngineVersion.CANDIDATE,
        card={"fields": {"x": {}}, "held_back": 3, "learnt_from": 6},
    )  # fmt: skip
    page.goto("/language/versions/")

    page.locator("[data-for=switch-a9]").click()
    page.evaluate("htmx.trigger('#versions', 'live:language')")
    page.wait_for_timeout(1200)  # longer than the part rests

    expect(page.locator("#switch-a9")).to_be_visible()
    page.locator("#switch-a9 [data-act=close]").click()
    expect(page.locator("#switch-a9")).to_be_hidden()
    assert base_version().status == EngineVersion.ACTIVE


def test_the_page_of_versions_has_no_barriers(page: Page, site, log_in):
    log_in(UserFactory(administrator=True))
    receive(WORDS)

    page.goto("/language/versions/")

    assert violations(page) == []
